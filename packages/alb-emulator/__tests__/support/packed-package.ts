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
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const packageFolder = dirname(dirname(__dirname));
const root = join(packageFolder, "..", "..");

/** Packages of this workspace. */
export const modules = join(root, "node_modules");

/** What decides the package's contents. */
const inputs = ["package-lock.json", "tsconfig.json", "packages/alb-emulator"];

/**
 * Packs the package as `npm pack` does, built in a copy, so that suites can run at the same time. The
 * same sources are packed once only.
 * @returns path of the tarball
 */
export function packPackage(): string {
  const cache = join(modules, ".cache", "alb-emulator-package");
  const folder = join(cache, inputHash());
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const packed = mkdtempSync(join(cache, "new-"));
    pack(packed);
    try {
      renameSync(packed, folder);
    } catch (error) {
      rmSync(packed, { recursive: true });
      // Another suite was faster.
      if (!existsSync(folder)) throw error;
    }
  }
  const [name = ""] = readdirSync(folder);
  return join(folder, name);
}

/** Unpacks the tarball as npm does, and installs nothing else. */
export function installPackage(project: string): string {
  const installed = join(project, "node_modules", "alb-emulator");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", packPackage(), "-C", installed, "--strip-components=1"]);
  return installed;
}

function pack(destination: string): void {
  const copy = mkdtempSync(join(tmpdir(), "alb-emulator-package-"));
  try {
    for (const name of inputs) {
      cpSync(join(root, name), join(copy, name), { recursive: true, filter: isInput });
    }
    symlinkSync(modules, join(copy, "node_modules"));
    execFileSync("npm", ["pack", "--pack-destination", destination], {
      cwd: join(copy, "packages", "alb-emulator"),
      stdio: ["ignore", "ignore", "pipe"],
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function isInput(path: string): boolean {
  return !/[\\/](__tests__|node_modules|dist)$/.test(path);
}

function inputHash(): string {
  const hash = createHash("sha256").update(process.version);
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
