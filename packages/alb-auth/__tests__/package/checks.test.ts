import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { folderOf, packageFolder, packWorkspace } from "../support/packed-package.ts";

const manifest = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
/** Every TypeScript file beside package.json is an entry. */
const entries = readdirSync(packageFolder)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -".ts".length));

let packed: ReturnType<typeof packWorkspace>;

beforeAll(() => {
  packed = packWorkspace();
});

afterAll(() => rmSync(packed.folder, { recursive: true, force: true }));

/** The command of a package of this workspace, run on the tarball. */
function check(name: string, command: string, ...args: readonly string[]) {
  const { bin } = JSON.parse(readFileSync(join(folderOf(name), "package.json"), "utf8"));
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(folderOf(name), bin[command]), ...args],
    { cwd: packed.folder, encoding: "utf8" },
  );
  return { status, stdout };
}

describe("package.json", () => {
  it.each(entries)(
    "exports %s.ts as an ES module and as CommonJS, each with its types",
    (entry) => {
      const subpath = entry === "index" ? "." : `./${entry}`;

      expect(manifest.exports[subpath]).toEqual({
        "alb-source": `./${entry}.ts`,
        import: { types: `./dist/esm/${entry}.d.ts`, default: `./dist/esm/${entry}.js` },
        require: { types: `./dist/cjs/${entry}.d.ts`, default: `./dist/cjs/${entry}.js` },
      });
      if (entry === "index") expect(manifest.types).toBe("./dist/cjs/index.d.ts");
      // For `moduleResolution: "node"`, which does not read `exports`.
      else expect(manifest.typesVersions["*"][entry]).toEqual([`./dist/cjs/${entry}.d.ts`]);
    },
  );

  it("exports nothing else", () => {
    const subpaths = entries.map((entry) => (entry === "index" ? "." : `./${entry}`));

    expect(Object.keys(manifest.exports).sort()).toEqual(subpaths.sort());
  });

  it("has at most two dependencies, and every peer is optional", () => {
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(2);
    expect(Object.keys(manifest.peerDependencies)).not.toEqual([]);
    for (const peer of Object.keys(manifest.peerDependencies)) {
      expect(manifest.peerDependenciesMeta[peer]).toEqual({ optional: true });
    }
  });

  it("can be published: public, free of side effects, on every supported Node", () => {
    expect(manifest).toMatchObject({ sideEffects: false, engines: { node: ">=20.19" } });
    expect(manifest.private).toBeUndefined();
  });
});

describe("the packed package", () => {
  it("has no finding of publint", () => {
    const { status, stdout } = check("publint", "publint", "run", packed.tarball, "--strict");

    expect(stdout).toContain("All good!");
    expect(status).toBe(0);
  });

  it("has no finding of Are The Types Wrong, for any module resolution", () => {
    const { status, stdout } = check(
      "@arethetypeswrong/cli",
      "attw",
      ...[packed.tarball, "--profile", "strict", "--format", "json"],
    );
    const { analysis, problems } = JSON.parse(stdout);

    expect(problems ?? {}).toEqual({});
    expect(analysis.problems).toEqual([]);
    expect(Object.keys(analysis.entrypoints).sort()).toEqual(Object.keys(manifest.exports).sort());
    expect(status).toBe(0);
  });

  it("exports what the reports in api/ say (`npm run api` writes them)", () => {
    const { status, stderr } = spawnSync(process.execPath, ["api-reports.mjs", "--check"], {
      cwd: join(packed.workspace, "packages", "alb-auth"),
      encoding: "utf8",
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readdirSync(join(packageFolder, "api")).sort()).toEqual(
      entries.map((entry) => `${entry}.api.md`).sort(),
    );
  });

  it("is packed without a warning", () => {
    const { status, stderr } = spawnSync("npm", ["pack", "--dry-run", "--ignore-scripts"], {
      cwd: join(packed.workspace, "packages", "alb-auth"),
      encoding: "utf8",
    });

    expect(stderr).toContain("alb-auth");
    expect(stderr).not.toMatch(/^npm (?:warn|error)/im);
    expect(status).toBe(0);
  });

  it("has jose's used part in the CommonJS tree, with its licence, and imports it elsewhere", () => {
    const read = (path: string) =>
      execFileSync("tar", ["-xOzf", packed.tarball, `package/${path}`], { encoding: "utf8" });
    const bundled = read("dist/cjs/src/jose.js");

    expect(bundled).toContain("Copyright (c) 2018 Filip Skokan");
    expect(bundled.length).toBeLessThan(20_000);
    for (const path of packed.files.filter((file) => /^dist\/cjs\/.*\.js$/.test(file))) {
      expect(read(path)).not.toContain('require("jose');
    }
    expect(read("dist/esm/src/jose.js")).toContain('from "jose"');
  });
});
