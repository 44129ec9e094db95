import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const readme = readFileSync(join(root, "README.md"), "utf8").replace(/\s+/g, " ");

interface LockedPackage {
  /** Folder of a workspace, when `link` is set. */
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  packages: Readonly<Record<string, LockedPackage>>;
};

/** Where Node finds a package from another one: in the nearest `node_modules` that has it. */
function resolve(from: string, name: string): string {
  const nested = join(from, "node_modules", name);
  const found = packages[nested];
  if (found?.link) return String(found.resolved);
  if (found !== undefined) return nested;
  return resolve(from.slice(0, Math.max(0, from.lastIndexOf("node_modules/") - 1)), name);
}

/** Every package of an installation for production. */
function installed(path: string, seen = new Set<string>()): Set<string> {
  for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
    const dependency = resolve(path, name);
    if (seen.has(dependency)) continue;
    seen.add(dependency);
    installed(dependency, seen);
  }
  return seen;
}

describe("the README, about the container", () => {
  it("has the number of its production dependencies", () => {
    const direct = Object.keys(packages.container?.dependencies ?? {}).length;
    const all = installed("container").size;

    expect(readme).toContain(`${direct} production dependencies, ${all} packages with theirs`);
  });

  it("has the size of its bundle, within a tenth", () => {
    execFileSync(process.execPath, [join(root, "container", "build.mjs")]);
    const kibibytes = statSync(join(root, "container", "dist", "server.cjs")).size / 1024;
    const claimed = Number(/one file of about (\d+) KiB/.exec(readme)?.[1]);

    expect(Math.abs(kibibytes - claimed) / claimed).toBeLessThan(0.1);
  });
});
