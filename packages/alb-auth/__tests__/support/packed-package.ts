import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const packageFolder = join(__dirname, "..", "..");
const root = join(packageFolder, "..", "..");

const sources = ["tsconfig.json", "packages/alb-auth"];

const isInput = (path: string) => !/[\\/](__tests__|node_modules|dist)$/.test(path);

/** The package as `npm pack` makes it, built in a copy, so that suites can pack at the same time. */
export interface PackedPackage {
  /** A temporary folder, which is free for projects that use the package. */
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

/** Packs the package; the same sources are packed once only, by whichever suite is first. */
export function packPackage(): PackedPackage {
  const cache = join(root, "node_modules", ".cache", "alb-auth-package");
  const cached = join(cache, inputHash());
  if (!existsSync(cached)) {
    const { folder, tarball, files } = packWorkspace();
    mkdirSync(cache, { recursive: true });
    const added = mkdtempSync(join(cache, "new-"));
    cpSync(tarball, join(added, "package.tgz"));
    writeFileSync(join(added, "files.json"), JSON.stringify(files));
    rmSync(folder, { recursive: true });
    try {
      renameSync(added, cached);
    } catch (error) {
      rmSync(added, { recursive: true });
      // Another suite was faster.
      if (!existsSync(cached)) throw error;
    }
  }
  return {
    folder: mkdtempSync(join(tmpdir(), "alb-auth-package-")),
    tarball: join(cached, "package.tgz"),
    files: JSON.parse(readFileSync(join(cached, "files.json"), "utf8")),
  };
}

/** Packs the package in a copy of the workspace, which stays, with what was built. */
export function packWorkspace(): PackedPackage & { readonly workspace: string } {
  const folder = mkdtempSync(join(tmpdir(), "alb-auth-package-"));
  const workspace = join(folder, "workspace");
  for (const name of sources) {
    cpSync(join(root, name), join(workspace, name), { recursive: true, filter: isInput });
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
    workspace,
    tarball: join(folder, packed.filename),
    files: packed.files.map(({ path }: { path: string }) => path),
  };
}

function inputHash(): string {
  const hash = createHash("sha256").update(process.version);
  const inputs = ["package-lock.json", ...sources];
  for (const file of inputs.flatMap((name) => filesOf(join(root, name)))) {
    hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 16);
}

/** The file itself, or those below a folder. */
function filesOf(path: string): string[] {
  if (!isInput(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
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
