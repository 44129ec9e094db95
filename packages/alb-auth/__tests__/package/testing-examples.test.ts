import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import {
  createProject,
  folderOf,
  type PackedPackage,
  packageFolder,
  packPackage,
} from "../support/packed-package.ts";

const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
const [, section = ""] = /\n## Test your application\n(.+?)\n## /s.exec(readme) ?? [];

function exampleIn(language: string): string {
  return new RegExp(`\`\`\`${language}\n(.+?)\`\`\``, "s").exec(section)?.[1] ?? "";
}

let packed: PackedPackage;
let project: string;

beforeAll(() => {
  packed = packPackage();
  project = createProject(packed, "consumer", ["jose", "express"]);
  writeFileSync(join(project, "package.json"), '{ "type": "commonjs" }');
});

afterAll(() => rmSync(packed.folder, { recursive: true, force: true }));

/** Runs Node in the project; returns what it prints. */
async function run(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: "", FORCE_COLOR: "0", CI: "" };
  const child = spawn(process.execPath, args, { cwd: project, env });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return `${stdout}${stderr}`;
}

describe("the README's examples of tests", () => {
  it("pass in node:test", async () => {
    writeFileSync(join(project, "example.test.mts"), exampleIn("ts"));
    const loader = pathToFileURL(join(folderOf("tsx"), "dist", "loader.mjs")).href;

    const output = await run("--import", loader, "--test-reporter=tap", "example.test.mts");

    expect(output).toContain("# pass 2\n# fail 0");
  });

  it("pass in Jest, in a project that does not configure it", async () => {
    writeFileSync(join(project, "example.test.js"), exampleIn("js"));

    const output = await run(join(folderOf("jest"), "bin", "jest.js"), "--rootDir", project);

    expect(output).toMatch(/^Tests: {7}(\d{2,}) passed, \1 total$/m);
  });
});
