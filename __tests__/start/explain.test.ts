import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../e2e/support/stacks";

/** `npm start -- explain …`, of the environment `example`. */
function explain(...args: readonly string[]) {
  const script = join(root, "scripts", "start", "run.mjs");
  return spawnSync(process.execPath, [script, "explain", ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ENVIRONMENT: undefined },
  });
}

describe("npm start -- explain", () => {
  it("names rules as the environment file does, and leaves nothing behind", () => {
    const hadState = existsSync(join(root, ".local"));

    const { status, stdout } = explain("https://tasks.example.com/tasks", "--expect", "login");

    expect(status).toBe(0);
    expect(stdout).toMatch(/^✗ rule \d+, signOut \(environments\/example\.ts:\d+\): path /m);
    expect(stdout).toMatch(
      /^✓ rule \d+, routes\[\d\] \(environments\/example\.ts:\d+\): path is /m,
    );
    expect(existsSync(join(root, ".local"))).toBe(hadState);
  });

  it("exits with 1 when the access is not the expected one", () => {
    const { status, stderr } = explain("https://tasks.example.com/tasks", "--expect", "public");

    expect(status).toBe(1);
    expect(stderr).toMatch(/^Expected public, found login: rule \d+, routes\[\d\]/);
  });

  it("exits with 2 for an environment that does not exist", () => {
    const { status, stderr } = explain("https://tasks.example.com/", "--environment", "exampel");

    expect(status).toBe(2);
    expect(stderr).toContain("npm start -- --environment example");
  });
});
