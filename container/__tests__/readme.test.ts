import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

const root = join(__dirname, "..", "..");
const readme = readFileSync(join(root, "README.md"), "utf8").replace(/\s+/g, " ");

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  packages: Readonly<Record<string, LockedPackage>>;
};

/** Where Node would find a package from another: the nearest `node_modules` that has it. */
function resolve(from: string, name: string): string {
  const nested = `${from}/node_modules/${name}`;
  if (packages[nested] !== undefined) return nested;
  const outer = from.lastIndexOf("/node_modules/");
  return outer === -1 ? `node_modules/${name}` : resolve(from.slice(0, outer), name);
}

/** Every package that an installation for production holds. */
function installed(path: string, seen = new Set<string>()): Set<string> {
  for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
    const dependency = resolve(path, name);
    if (seen.has(dependency)) continue;
    seen.add(dependency);
    installed(dependency, seen);
  }
  return seen;
}

describe("what the README says of the container", () => {
  it("counts its production dependencies", () => {
    const direct = Object.keys(packages.container?.dependencies ?? {}).length;
    const all = installed("container").size;

    expect(readme).toContain(`${direct} production dependencies, ${all} packages with theirs`);
  });

  it("names the size of its bundle within a tenth", () => {
    const { outputFiles } = buildSync({
      absWorkingDir: root,
      entryPoints: ["container/server.ts"],
      bundle: true,
      minifySyntax: true,
      minifyWhitespace: true,
      platform: "node",
      target: "node20",
      write: false,
    });
    const kibibytes = (outputFiles[0]?.contents.length ?? 0) / 1024;
    const claimed = Number(/one file of about (\d+) KiB/.exec(readme)?.[1]);

    expect(Math.abs(kibibytes - claimed) / claimed).toBeLessThan(0.1);
  });
});
