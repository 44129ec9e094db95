import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStacks } from "alb-emulator";
import { runScript } from "../../scripts/start/run-script";
import { rejectedMistakes } from "../e2e/support/mistakes";
import { copyStacks, emitStacks, root } from "../e2e/support/stacks";

let emitted: string;
let broken: string;
let server: Server;
const [mistake] = rejectedMistakes;

beforeAll(async () => {
  emitted = await emitStacks("example");
  broken = copyStacks(emitted, ["tasks", "shared-identity"], (stacks) => mistake?.make(stacks));
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  for (const folder of [emitted, broken]) rmSync(folder, { recursive: true, force: true });
});

/** Runs to the end, with an empty state folder. */
async function npmStart(...given: (string | Record<string, string>)[]) {
  const args = given.filter((each) => typeof each === "string");
  const variables = Object.assign({}, ...given.filter((each) => typeof each !== "string"));
  const state = mkdtempSync(join(tmpdir(), "state-"));
  try {
    return await runScript(
      [join(root, "scripts", "start", "run.mjs"), "--state-folder", state, ...args],
      root,
      { ...process.env, FORCE_COLOR: undefined, ...variables },
    );
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

const freePorts = ["--port", "0", "--identity-port", "0", "--inspector-port", "0"];

/** A stack trace contains lines of our sources. */
const stackTrace = /^\s+at /m;

describe("npm start", () => {
  it("prints why AWS would not create the stacks", async () => {
    const { ok, output } = await npmStart("--stacks", join(broken, "stacks"), ...freePorts);

    expect(ok).toBe(false);
    expect(output).toMatch(mistake?.explanation ?? /^$/);
    expect(output).not.toMatch(stackTrace);
  });

  it("prints that a given port is in use", async () => {
    const { port } = server.address() as AddressInfo;

    const { ok, output } = await npmStart(
      ...["--stacks", join(emitted, "stacks"), "--port", String(port)],
      ...["--identity-port", "0", "--inspector-port", "0"],
    );

    expect(ok).toBe(false);
    expect(output).toContain(`Port ${port} is in use`);
    expect(output).not.toMatch(stackTrace);
  });

  it("prints how to choose an environment when only its name is given", async () => {
    const { ok, output } = await runScript(
      [join(root, "scripts", "start", "run.mjs"), "minimal"],
      root,
      process.env,
    );

    expect(ok).toBe(false);
    expect(output).toContain("npm start -- --environment minimal");
    expect(output).not.toMatch(stackTrace);
  });

  it("prints the usage when an option is unknown", async () => {
    const { ok, output } = await npmStart("--wach");

    expect(ok).toBe(false);
    expect(output).toContain("--wach");
    expect(output).toContain("Usage: npm start -- [options]");
    expect(output).toContain("--environment NAME");
    expect(output).not.toMatch(stackTrace);
  });

  it("prints that the users' file is damaged", async () => {
    const state = mkdtempSync(join(tmpdir(), "state-"));
    const [pool] = readStacks(join(emitted, "stacks")).userPools;
    writeFileSync(join(state, `users-${pool?.poolName}.json`), "{");

    const { ok, output } = await npmStart(
      ...["--stacks", join(emitted, "stacks"), ...freePorts, "--state-folder", state],
    );
    rmSync(state, { recursive: true });

    expect(ok).toBe(false);
    expect(output).toMatch(/users-.*\.json is not JSON/);
    expect(output).not.toMatch(stackTrace);
  });

  it("prints that npm took an option for one of its own", async () => {
    const { ok, output } = await npmStart({
      npm_lifecycle_event: "start",
      npm_config_watch: "true",
    });

    expect(ok).toBe(false);
    expect(output).toContain("npm took --watch for an option of its own");
    expect(output).toContain("npm start -- --watch");
  });

  it("prints which environments exist when the given one does not", async () => {
    const { ok, output } = await npmStart("--environment", "exampel", ...freePorts);

    expect(ok).toBe(false);
    expect(output).toContain("exampel");
    expect(output).toMatch(/example, .*minimal/);
    expect(output).toContain("npm start -- --environment example");
    expect(output).not.toMatch(stackTrace);
    expect(existsSync(join(root, ".local", "exampel"))).toBe(false);
  });

  it("prints that a folder contains no stacks", async () => {
    const empty = mkdtempSync(join(tmpdir(), "empty-"));

    const { ok, output } = await npmStart("--stacks", empty, ...freePorts);
    rmSync(empty, { recursive: true });

    expect(ok).toBe(false);
    expect(output).toContain(`${empty} contains no`);
    expect(output).not.toMatch(stackTrace);
  });
});
