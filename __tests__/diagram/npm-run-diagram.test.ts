import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "pictures-"));

afterAll(() => rmSync(folder, { recursive: true }));

function run(...args: string[]) {
  const script = join(root, "scripts", "diagram", "run.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("npm run diagram", () => {
  it("writes three pictures, twice each", () => {
    const output = join(folder, "minimal");
    const { status, stdout, stderr } = run("--environment", "minimal", "--output", output);

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.match(/^Wrote .*\.(svg|mmd)$/gm)).toHaveLength(6);
    expect(readdirSync(output)).toEqual([
      "network.mmd",
      "network.svg",
      "routes.mmd",
      "routes.svg",
      "sign-in.mmd",
      "sign-in.svg",
    ]);
    expect(readFileSync(join(output, "sign-in.svg"), "utf8")).toContain("Sign-in of minimal");
  });

  it.each([
    [["--environment", "minimall"], 'Did you mean "minimal"?'],
    [["--environment", "minimall"], "npm run diagram -- --environment minimal"],
    [["--output", "pictures"], "Add --environment"],
    [["minimal"], "Usage: npm run diagram"],
  ])("rejects %j with help", (args, expected) => {
    const { status, stdout, stderr } = run(...args);

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(expected);
  });

  it("says where it cannot write, and why", () => {
    const output = join(folder, "file", "pictures");
    writeFileSync(join(folder, "file"), "");
    const { status, stdout, stderr } = run("--environment", "minimal", "--output", output);

    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(`The pictures cannot be written to ${output}: ENOTDIR`);
    expect(stderr).not.toContain("    at ");
  });

  it("prints its usage", () => {
    expect(run("--help")).toEqual({
      status: 0,
      stdout: expect.stringContaining("Usage: npm run diagram"),
      stderr: "",
    });
  });
});
