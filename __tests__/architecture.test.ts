import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix, resolve } from "node:path";

const root = resolve(__dirname, "..");
const rooms = [
  ...["main.ts", "config", "constructs", "container", "environments", "examples", "packages"],
  ...["routing", "scripts", "stacks", "synthesis", "__tests__", "bench"],
];

interface CruiseReport {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly module: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/** Reads every import below a folder that has `.dependency-cruiser.cjs`. */
function cruise(folder: string, entries: readonly string[]): CruiseReport {
  const cli = join(root, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [cli, "--output-type", "json", ...entries],
    { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as CruiseReport;
}

/** Files that belong to the project: no git is needed, as a project made by `cdktf init` has none. */
function projectFiles(folder = "."): string[] {
  const ignored = readFileSync(join(root, ".gitignore"), "utf8").split("\n");
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === ".git" || ignored.includes(`${entry.name}/`)) return [];
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return projectFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

const texts = projectFiles()
  .filter((file) => /\.(?:[cm]?[jt]s|json|md|py|go|java|html|css|ya?ml)$|^help$|\/run$/.test(file))
  .filter((file) => !/(?:^|\/)(?:package-lock\.json|CHANGELOG\.md|__snapshots__\/)/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

describe("imports of this project", () => {
  const { modules, summary } = cruise(root, rooms);
  const imports = modules
    .filter(({ source }) => !source.includes("node_modules/"))
    .flatMap(({ source, dependencies }) =>
      dependencies.map(({ module }) => ({ source, specifier: module })),
    );

  it("keep the rules of .dependency-cruiser.cjs", () => {
    expect(imports.length).toBeGreaterThan(1_000);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual(
      [],
    );
  });

  it("reach no dependency's internals", () => {
    // Submodules that their own documentation tells people to import.
    const documented = /^@cdktf\/provider-(?:aws|tfe)\/lib\/[a-z0-9-]+$|^cdktf\/lib\/testing/;
    const internals = imports
      .filter(({ specifier }) =>
        /^(?:@[^/]+\/)?[^./][^/]*\/(?:lib|dist|src|build)\b/.test(specifier),
      )
      .filter(({ specifier }) => !documented.test(specifier));

    expect(internals).toEqual([]);
  });
});

describe("a dependency's prototype", () => {
  it("is patched nowhere", () => {
    const patch =
      /\.prototype(?:\.\w+|\[[^\]]+\])\s*=[^=]|Object\.(?:assign|defineProperty|defineProperties|setPrototypeOf)\(\s*[\w.]+\.prototype\b|Reflect\.(?:set|defineProperty)\([\w.]+\.prototype\b|\bError\.captureStackTrace\s*=/;
    const patched = texts
      .filter(({ file }) => /\.[cm]?[jt]s$/.test(file) && file !== "__tests__/architecture.test.ts")
      .filter(({ text }) => patch.test(text));

    expect(patch.test("Koa.prototype.handleRequest = () => {};")).toBe(true);
    expect(patched.map(({ file }) => file)).toEqual([]);
  });
});

describe("the rules of .dependency-cruiser.cjs", () => {
  const forbidden: readonly (readonly [rule: string, from: string, specifier: string])[] = [
    ["imports-of-routing", "routing/sample.ts", "../config/target"],
    ["imports-of-environments", "environments/sample.ts", "../routing/target"],
    ["imports-of-environments", "environments/sample.ts", "../config/target"],
    ["imports-of-config", "config/sample.ts", "../stacks/target"],
    ["imports-of-constructs", "constructs/sample.ts", "../stacks/target"],
    ["imports-of-constructs", "constructs/sample.ts", "../config/target"],
    ["imports-of-constructs", "constructs/sample.ts", "../routing/target"],
    ["imports-of-stacks", "stacks/sample.ts", "../synthesis/target"],
    ["imports-of-stacks", "stacks/sample.ts", "../environments/target"],
    ["imports-of-synthesis", "synthesis/sample.ts", "../constructs/target"],
    ["imports-of-container", "container/sample.ts", "../stacks/target"],
    ["imports-of-container", "container/sample.ts", "../packages/alb-emulator/index"],
    ["imports-of-alb-auth", "packages/alb-auth/src/sample.ts", "../../../container/target"],
    ["imports-of-alb-auth", "packages/alb-auth/src/sample.ts", "../../alb-emulator/index"],
    ["imports-of-alb-emulator", "packages/alb-emulator/src/sample.ts", "../../../config/target"],
    ["imports-of-alb-emulator", "packages/alb-emulator/src/sample.ts", "../../alb-auth/index"],
    ["package-tests-stay-inside", "packages/alb-auth/__tests__/sample.ts", "../../../main"],
    ["package-by-its-entry", "scripts/sample.ts", "../packages/alb-emulator/src/target"],
    ["no-provider-barrel", "stacks/sample.ts", "@cdktf/provider-aws"],
    ["cdktf-elsewhere", "config/sample.ts", "cdktf"],
    ["cdktf-elsewhere", "container/sample.ts", "@cdktf/provider-aws/lib/lb"],
    ["zod-elsewhere", "stacks/sample.ts", "zod"],
    ["no-unresolvable", "config/sample.ts", "./missing"],
    ["no-cycle", "config/first.ts", "./second"],
  ];
  const folder = mkdtempSync(join(tmpdir(), "architecture-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const file of [".dependency-cruiser.cjs", "tsconfig.json"]) {
    copyFileSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const empty = "export {};\n";
  for (const room of ["config", "container", "environments", "routing", "stacks", "synthesis"]) {
    write(`${room}/target.ts`, empty);
  }
  for (const file of ["main.ts", "constructs/target.ts"]) write(file, empty);
  for (const file of ["index.ts", "src/target.ts"]) write(`packages/alb-emulator/${file}`, empty);
  write("packages/alb-auth/index.ts", empty);
  write("config/second.ts", 'import "./first";\n');
  const sources = new Set(forbidden.map(([, from]) => from));
  for (const source of sources) {
    const lines = forbidden.filter(([, from]) => from === source);
    write(source, lines.map(([, , specifier]) => `import "${specifier}";\n`).join(""));
  }
  const { summary } = cruise(folder, ["."]);
  const found = summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);

  it.each(forbidden)("reject by %s that %s imports %s", (rule, from) => {
    expect(found).toContain(`${rule} ${from}`);
  });
});

describe("files of this project", () => {
  it("have at most 300 lines of code", () => {
    // Style sheets come from the design as they are; JSON is data.
    const long = texts
      .filter(({ file }) => !/\.(?:md|css|json)$/.test(file))
      .map(({ file, text }) => ({ file, lines: text.trimEnd().split("\n").length }))
      .filter(({ lines }) => lines > 300);

    expect(texts.length).toBeGreaterThan(100);
    expect(long).toEqual([]);
  });

  it("hold nothing that the template engine of cdktf init would fill in", () => {
    // A name in double braces, which it replaces.
    const filledIn = texts.filter(({ text }) => /(?<!\$)\{\{[^{}\n]*\}\}/.test(text));

    expect(filledIn.map(({ file }) => file)).toEqual([]);
  });
});
