import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { describeRequiring } from "../../__tests__/support/describe-requiring";
import {
  installPackage,
  modules,
} from "../../packages/alb-emulator/__tests__/support/packed-package";
import { findChromium } from "../../scripts/screenshots/find-chromium";

const root = join(__dirname, "..", "..");
/** A project as a user has it: the emulator as it is packed, and no sources of this repository. */
const project = mkdtempSync(join(tmpdir(), "test-suite-"));
const chromium = findChromium();

beforeAll(() => {
  cpSync(join(root, "examples", "test-suite"), project, { recursive: true });
  const fixtures = join(root, "packages", "alb-emulator", "__tests__", "fixtures");
  cpSync(join(fixtures, "stacks"), join(project, "stacks"), { recursive: true });
  run("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline"]);
  installPackage(project);
  symlinkSync(join(modules, "express"), join(project, "node_modules", "express"));
  installAlbAuth();
}, 240_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** One module for both entries, since they share classes. */
function installAlbAuth(): void {
  const folder = join(project, "node_modules", "alb-auth");
  mkdirSync(folder);
  const entries = { ".": "./index.js", "./express": "./index.js" };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ exports: entries }));
  buildSync({
    stdin: {
      contents: 'export * from "./index.ts"; export * from "./express.ts";',
      resolveDir: join(root, "packages", "alb-auth"),
    },
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: join(folder, "index.js"),
  });
}

/** Output of a program that succeeds. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: project,
    encoding: "utf8",
    // A runner within a runner would take its settings.
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      NODE_ENV: undefined,
      JEST_WORKER_ID: undefined,
      NO_COLOR: "1",
      ...env,
    },
  });
  const output = `${stdout}${stderr}`;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${output}`);
  return output;
}

const bin = (name: string) => join(project, "node_modules", ".bin", name);

describe("the example of a test suite", () => {
  it("is what the documentation shows", () => {
    const page = readFileSync(join(root, "docs", "test-suite.md"), "utf8");
    const shown = [...page.matchAll(/```js\n([\s\S]+?)```\n/g)].map(([, text = ""]) => text);
    const files = [
      "app.cjs",
      "jest/app.test.cjs",
      "vitest/app.test.mjs",
      "playwright/app.spec.cjs",
    ];
    const texts = files.map((file) =>
      readFileSync(join(root, "examples/test-suite", file), "utf8"),
    );

    expect(shown.length).toBeGreaterThan(3);
    expect(shown.filter((code) => !texts.some((text) => text.includes(code)))).toEqual([]);
  });

  it("passes in Jest", () => {
    const jest = join(modules, "jest", "bin", "jest.js");
    const output = run(process.execPath, [jest, "--rootDir", project, "jest"]);
    expect(output).toMatch(/^Tests: +5 passed, 5 total$/m);
  });

  it("passes in Vitest", () => {
    expect(run(bin("vitest"), ["run", "--dir", "vitest"])).toMatch(/Tests +2 passed \(2\)/);
  });
});

const missing = chromium === undefined ? "Chromium: install it or set CHROMIUM_PATH" : undefined;
describeRequiring("the example of a browser test", missing, "REQUIRE_BROWSER", () => {
  it("passes in Playwright", async () => {
    const env = { CHROMIUM_PATH: await chromium?.() };
    expect(run(bin("playwright"), ["test", "playwright"], env)).toMatch(/2 passed/);
  });
});
