import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const packageFolder = join(__dirname, "..", "..");
const root = join(packageFolder, "..", "..");

/** The package as `npm pack` makes it, built in a copy, so that suites can pack at the same time. */
export interface PackedPackage {
  /** A temporary folder, which has the tarball and is free for projects that use it. */
  readonly folder: string;
  readonly tarball: string;
  /** Paths of the tarball's files. */
  readonly files: readonly string[];
}

/** Where this workspace has a package. */
export function folderOf(name: string): string {
  const folders = [packageFolder, root].map((folder) => join(folder, "node_modules", name));
  const found = folders.find((folder) => existsSync(folder));
  if (found === undefined) throw new Error(`${name} is not installed. Run npm ci.`);
  return found;
}

export function packPackage(): PackedPackage {
  const folder = mkdtempSync(join(tmpdir(), "alb-auth-package-"));
  const workspace = join(folder, "workspace");
  for (const name of ["tsconfig.json", "packages/alb-auth"]) {
    cpSync(join(root, name), join(workspace, name), {
      recursive: true,
      filter: (source) => !/[\\/](__tests__|node_modules|dist)$/.test(source),
    });
  }
  symlinkSync(join(root, "node_modules"), join(workspace, "node_modules"));
  const output = execFileSync("npm", ["pack", "--json", "--pack-destination", folder], {
    cwd: join(workspace, "packages", "alb-auth"),
    encoding: "utf8",
  });
  // The output of the build comes before the JSON.
  const [packed] = JSON.parse(output.slice(output.search(/^\[/m)));
  return {
    folder,
    tarball: join(folder, packed.filename),
    files: packed.files.map(({ path }: { path: string }) => path),
  };
}

/**
 * A project in which the package is installed as npm would do it, with those packages of this
 * workspace that it names. It needs no registry.
 */
export function createProject(
  { folder, tarball }: PackedPackage,
  name: string,
  dependencies: readonly string[],
): string {
  const project = join(folder, name);
  const modules = join(project, "node_modules");
  const installed = join(modules, "alb-auth");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  for (const dependency of dependencies) {
    const link = join(modules, dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(folderOf(dependency), link);
  }
  return project;
}
