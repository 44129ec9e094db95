import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const hookFile = ".hooks.sscaff.js";
const ignored = new Set([
  ".git",
  ...readFileSync(join(root, ".gitignore"), "utf8")
    .split("\n")
    .map((line) => line.replace(/\/$/, "")),
]);

/** Paths of all files of the repository below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !ignored.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

describe("the files of the template", () => {
  it("include a hook that loads without any package", () => {
    const script = `process.stdout.write(typeof require(${JSON.stringify(join(root, hookFile))}).post)`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
      cwd: tmpdir(),
      encoding: "utf8",
      env: { NODE_PATH: "" },
    });

    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "function", stderr: "" });
  });

  // cdktf init reads and writes every file as UTF-8 text, and replaces placeholders in two braces.
  it("are UTF-8 text without placeholders, so that cdktf init copies them unchanged", () => {
    // The hook removes pictures.
    const files = filesBelow("").filter((file) => !file.startsWith(join("docs", "images")));
    const changed = files.filter((file) => {
      const bytes = readFileSync(join(root, file));
      const text = bytes.toString("utf8");
      return !Buffer.from(text).equals(bytes) || /\{\{ *[\w$]* *\}\}/.test(`${file}\n${text}`);
    });

    expect(files).toEqual(
      expect.arrayContaining(["package.json", "packages/alb-auth/index.ts", ".ci/run"]),
    );
    expect(changed).toEqual([]);
  });
});
