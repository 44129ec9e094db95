import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
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
import { dirname, join } from "node:path";

const packageFolder = dirname(__dirname);
const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
const { dependencies } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
const root = join(packageFolder, "..", "..");
const modules = join(root, "node_modules");

function copyPackage(): string {
  const folder = mkdtempSync(join(tmpdir(), "alb-emulator-package-"));
  for (const name of ["tsconfig.json", "packages/alb-emulator"]) {
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: (source) => !/[\\/](__tests__|node_modules|dist)$/.test(source),
    });
  }
  symlinkSync(modules, join(folder, "node_modules"));
  return folder;
}

/** A copy of the package, so that its build does not touch the one that other tests run. */
let copy: string;
let files: string[];
/** A project with the package installed and with synthesized stacks. */
let consumer: string;

beforeAll(() => {
  copy = copyPackage();
  consumer = mkdtempSync(join(tmpdir(), "alb-emulator-consumer-"));
  const output = execFileSync("npm", ["pack", "--json", "--pack-destination", consumer], {
    cwd: join(copy, "packages", "alb-emulator"),
    encoding: "utf8",
  });
  // The output of the build comes before the JSON.
  const [packed] = JSON.parse(output.slice(output.search(/^\[/m)));
  files = packed.files.map(({ path }: { path: string }) => path);
  const installed = join(consumer, "node_modules", "alb-emulator");
  mkdirSync(installed, { recursive: true });
  const tarball = join(consumer, packed.filename);
  execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  mkdirSync(join(consumer, "node_modules", "@types"));
  for (const name of [...Object.keys(dependencies), "@types/node"]) {
    symlinkSync(join(modules, name), join(consumer, "node_modules", name));
  }
  cpSync(join(__dirname, "fixtures", "stacks"), join(consumer, "stacks"), {
    recursive: true,
  });
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    strict: true,
    types: ["node"],
    outDir: "out",
  };
  writeFileSync(join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions }));
}, 120_000);

afterAll(() => {
  for (const folder of [copy, consumer]) rmSync(folder, { recursive: true, force: true });
});

describe("the packed package", () => {
  it("contains exactly what the README lists", () => {
    const listed = /## Package contents\n\n```\n([^`]+)\n```/.exec(readme)?.[1]?.split("\n") ?? [];
    const contents = files.map((path) =>
      path
        .replace(/^dist\/(design|hosted-ui|page)\/[^/]+$/, "dist/$1/*")
        .replace(/^dist\/src\/.+\.d\.ts$/, "dist/src/**/*.d.ts"),
    );

    expect([...new Set(contents)].sort()).toEqual([...listed].sort());
  });

  it.each([
    ["an ES module", "consumer.mjs", 'import * as emulator from "alb-emulator";'],
    ["CommonJS", "consumer.cjs", 'const emulator = require("alb-emulator");'],
  ])("loads from %s", (_, file, load) => {
    writeFileSync(join(consumer, file), `${load}\nconsole.log(Object.keys(emulator).join(" "));`);

    const names = execFileSync(process.execPath, ["--no-warnings", file], {
      cwd: consumer,
      encoding: "utf8",
    });

    expect(names.trim().split(" ").sort()).toEqual([
      "EmulatorError",
      "ReaderError",
      "cdkOut",
      "cloudFormationTemplates",
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
});

describe("the README's examples", () => {
  beforeAll(() => {
    const examples = [...readme.matchAll(/```ts\n([\s\S]+?)```\n/g)].map(([, text = ""]) => text);
    for (const [index, text] of examples.entries()) {
      writeFileSync(join(consumer, `example-${index}.mts`), text);
    }
    writeFileSync(
      join(consumer, "misuse.mts"),
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
  }, 60_000);

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
    expect(output).toContain("notes/web has no program, so the load balancer returns 503 for it");
    expect(code).toBe(0);
  });
});

describe("npx alb-emulator", () => {
  const command = (...args: readonly string[]) =>
    spawnSync(
      process.execPath,
      [join("node_modules", "alb-emulator", "bin", "alb-emulator.mjs"), ...args],
      { cwd: consumer, encoding: "utf8" },
    );

  it("explains a request", () => {
    const { status, stdout } = command(
      ...["explain", "https://tasks.example.com/", "--stacks", "stacks", "--expect", "login"],
    );
    expect([status, stdout]).toEqual([0, expect.stringContaining("Access: login")]);
  });

  it("says which option names a source when there is none", () => {
    const { status, stderr } = command();
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^No source is given.*--stacks/)]);
  });
});
