import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { installPackage, modules, packageFolder, packPackage } from "../support/packed-package.ts";

const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
const fixtures = join(__dirname, "..", "fixtures");

/** A project with the package installed, with no other package, and with synthesized stacks. */
let consumer: string;
let installed: string;
let files: string[];

beforeAll(() => {
  consumer = mkdtempSync(join(tmpdir(), "alb-emulator-consumer-"));
  installed = installPackage(consumer);
  files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(installed, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  for (const name of ["stacks", "templates"]) {
    cpSync(join(fixtures, name), join(consumer, name), { recursive: true });
  }
});

afterAll(() => rmSync(consumer, { recursive: true, force: true }));

/** Runs a program in the project; returns what it prints. */
function run(file: string, text: string): string {
  writeFileSync(join(consumer, file), text);
  return execFileSync(process.execPath, ["--no-warnings", file], {
    cwd: consumer,
    encoding: "utf8",
  });
}

describe("the packed package", () => {
  it("contains exactly what the README lists", () => {
    const listed = /## Package contents\n\n```\n([^`]+)\n```/.exec(readme)?.[1]?.split("\n") ?? [];
    const contents = files.map((path) =>
      path
        .replace(/^dist\/(design|hosted-ui|page|template)\/[^/]+$/, "dist/$1/*")
        .replace(/^dist\/src\/.+\.d\.ts$/, "dist/src/**/*.d.ts"),
    );

    expect([...new Set(contents)].sort()).toEqual([...listed].sort());
  });

  it("needs no other package and runs nothing when it is installed", () => {
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));

    expect(Object.keys(manifest)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(peer|optional)?dependencies$/i)]),
    );
    expect(Object.keys(manifest.scripts)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(pre|post)?(install|prepare)$/)]),
    );
  });

  it("has about the size that the README says", () => {
    const [, download = "", unpacked = ""] =
      /(\d+\.\d) MB to download, (\d+\.\d) MB unpacked/.exec(readme) ?? [];
    const megabytes = (paths: readonly string[]) =>
      paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6;

    // Both are figures of one decimal place.
    expect(Math.abs(megabytes([packPackage()]) - Number(download))).toBeLessThan(0.15);
    const size = megabytes(files.map((file) => join(installed, file)));
    expect(Math.abs(size - Number(unpacked))).toBeLessThan(0.3);
  });

  it("contains the licence of every package in the bundle", () => {
    const bundle = readFileSync(join(installed, "dist", "index.js"), "utf8");
    const notices = readFileSync(join(installed, "dist", "THIRD-PARTY-NOTICES.txt"), "utf8");
    // esbuild writes the path of each file before its contents.
    const bundled = [...bundle.matchAll(/^ *\/\/ \S*node_modules\/((?:@[^/]+\/)?[^/]+)\/\S+$/gm)];
    const names = new Set(bundled.map(([, name]) => name));
    const noticed = [...notices.matchAll(/^(\S+) \d\S+ \([\w.-]+\)\n\n-+\n\n\S/gm)];

    expect(names.size).toBeGreaterThan(30);
    expect(new Set(noticed.map(([, name]) => name))).toEqual(names);
  });

  it.each([
    ["an ES module", "consumer.mjs", 'import * as emulator from "alb-emulator";'],
    ["CommonJS", "consumer.cjs", 'const emulator = require("alb-emulator");'],
  ])("loads from %s", (_, file, load) => {
    const names = run(file, `${load}\nconsole.log(Object.keys(emulator).join(" "));`);

    expect(
      names
        .trim()
        .split(" ")
        .filter((name) => !["default", "module.exports"].includes(name))
        .sort(),
    ).toEqual([
      "EmulatorError",
      "ReaderError",
      "cdkOut",
      "checkTarget",
      "cloudFormationTemplates",
      "createAlbEmulator",
      "explainRequest",
      "readStacks",
      "runCommandLine",
      "startEmulator",
      "synthesizedStacks",
      "terraformRoots",
      "terraformStates",
      "usersFromFile",
    ]);
  });

  it("runs in Jest, in a project that does not configure it", async () => {
    writeFileSync(
      join(consumer, "emulator.test.js"),
      `
      const { startEmulator, synthesizedStacks } = require("alb-emulator");
      test("asks visitors to sign in", async () => {
        const emulator = await startEmulator({
          source: synthesizedStacks("stacks"),
          stateFolder: "jest-state", port: 0, identityPort: 0, inspectorPort: 0,
        });
        try {
          const { port, hostname } = new URL(emulator.urlOf("tasks"));
          const response = await fetch("http://127.0.0.1:" + port, {
            headers: { host: hostname }, redirect: "manual",
          });
          expect(response.status).toBe(302);
          expect(response.headers.get("location")).toContain("/oauth2/authorize?");
        } finally {
          await emulator.close();
        }
      });`,
    );
    writeFileSync(join(consumer, "package.json"), "{}");

    const jest = spawn(
      process.execPath,
      [join(modules, "jest", "bin", "jest.js"), "--rootDir", consumer],
      { cwd: consumer, env: { ...process.env, NODE_OPTIONS: "", CI: "" } },
    );
    let output = "";
    jest.stderr.on("data", (chunk) => {
      output += chunk;
    });
    await once(jest, "close");

    expect(output).toMatch(/^Tests: {7}1 passed, 1 total$/m);
  });
});

describe("the README's examples", () => {
  beforeAll(() => {
    mkdirSync(join(consumer, "node_modules", "@types"));
    symlinkSync(join(modules, "@types", "node"), join(consumer, "node_modules", "@types", "node"));
    const compilerOptions = {
      module: "nodenext",
      target: "es2022",
      strict: true,
      types: ["node"],
      outDir: "out",
    };
    writeFileSync(join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    const examples = [...readme.matchAll(/```ts\n([\s\S]+?)```\n/g)].map(([, text = ""]) => text);
    for (const [index, text] of examples.entries()) {
      writeFileSync(join(consumer, `example-${index}.mts`), text);
    }
    writeFileSync(
      join(consumer, "misuse.cts"),
      [
        'import { startEmulator } from "alb-emulator";',
        "// @ts-expect-error the source is required",
        "export const emulator = startEmulator({});",
      ].join("\n"),
    );
    const compiler = join(modules, "typescript", "bin", "tsc");
    const { stdout } = spawnSync(process.execPath, [compiler, "--project", consumer], {
      encoding: "utf8",
    });
    expect(stdout).toBe("");
  });

  it("start the emulator and close it", () => {
    const output = execFileSync(process.execPath, [join("out", "example-0.mjs")], {
      cwd: consumer,
      encoding: "utf8",
    });

    expect(output).toMatch(/^Open http:\/\/tasks\.example\.com\.localhost:\d+$/m);
    expect(output).toMatch(/^Sign in as anna@example\.com \S+$/m);
  });

  it("run a command until Ctrl-C", async () => {
    const command = spawn(
      process.execPath,
      [
        join("out", "example-1.mjs"),
        ...["--port", "0", "--identity-port", "0", "--inspector-port", "0"],
      ],
      { cwd: consumer, stdio: ["ignore", "pipe", "inherit"] },
    );
    let output = "";
    for await (const chunk of command.stdout) {
      output += chunk;
      // A second signal would not wait for the emulator to close.
      if (!command.killed && output.includes("Ctrl-C stops everything")) command.kill("SIGINT");
    }
    const [code] = command.exitCode === null ? await once(command, "exit") : [command.exitCode];

    expect(output).toMatch(/^ +notes +http:\/\/notes\.example\.com\.localhost:\d+\/$/m);
    expect(output).toContain("notes/web has no program: a page that shows each request responds");
    // Standard input is not a terminal.
    expect(output).not.toContain("short keys");
    expect(code).toBe(0);
  });
});

describe("the command alb-emulator", () => {
  const command = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(installed, "bin", "alb-emulator.mjs"), ...args], {
      cwd: consumer,
      encoding: "utf8",
    });

  it("explains a request with the source of the current folder", () => {
    const { status, stdout, stderr } = command(
      ...["explain", "https://tasks.example.com/", "--expect", "login"],
    );
    expect([status, stdout]).toEqual([0, expect.stringContaining("Access: login")]);
    expect(stderr).toBe("Found stacks (Terraform JSON of CDKTF).\n");
  });

  it("prints its version", () => {
    const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(command("--version").stdout).toBe(`${version}\n`);
  });

  it("reports every issue of its arguments", () => {
    const { status, stderr } = command("missing.yaml", "--port", "x");
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/missing\.yaml does not exist.*\n--port "x" is not a TCP port/),
    ]);
  });
});
