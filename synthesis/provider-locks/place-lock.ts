import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LockFileError, parseLockFile } from "./lock-file";
import { requiredProviders } from "./required-providers";
import { staleLock } from "./stale-lock";

/** Folder of the project with the lock file of every stack, to be committed. */
export const locksFolder = "locks";

/** Where Terraform looks for it, beside `cdk.tf.json`. */
export const lockFileName = ".terraform.lock.hcl";

/**
 * The committed lock file of a stack.
 * @param stack full name of the stack, such as `prod--tasks`
 * @param root the project's folder
 */
export function committedLock(stack: string, root = "."): string {
  return join(root, locksFolder, `${stack}.lock.hcl`);
}

/**
 * Copies the committed lock file of a stack to where Terraform reads it. A file that is there and that
 * somebody else wrote stays: one with a hash or a provider that the committed one lacks, unless only the
 * committed one fits what the stack requires.
 * @param folder of the stack
 */
export function placeLock(stack: string, folder: string, root = "."): void {
  const committed = committedLock(stack, root);
  if (!existsSync(committed)) return;
  const text = readFileSync(committed, "utf8");
  const file = join(folder, lockFileName);
  if (existsSync(file)) {
    const own = readFileSync(file, "utf8");
    if (own === text || !mayReplace(own, text, folder)) return;
  }
  // An interruption must not leave half a file.
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** Whether the lock file in the folder of a stack is the committed one. */
export function hasCommittedLock(stack: string, folder: string, root = "."): boolean {
  const [committed, placed] = [committedLock(stack, root), join(folder, lockFileName)];
  if (!existsSync(committed) || !existsSync(placed)) return false;
  return readFileSync(committed, "utf8") === readFileSync(placed, "utf8");
}

function mayReplace(own: string, committed: string, folder: string): boolean {
  if (contains(committed, own)) return true;
  const requirements = requiredProviders(folder);
  const fits = (text: string) =>
    staleLock(text, requirements, { hasEveryPlatform: false }).length === 0;
  return !fits(own) && fits(committed);
}

/** Whether a lock file has every version and every hash of another one. */
function contains(text: string, other: string): boolean {
  try {
    const locked = parseLockFile(text);
    return parseLockFile(other).every(({ source, version, hashes }) => {
      const same = locked.find((each) => each.source === source && each.version === version);
      return same !== undefined && hashes.every((hash) => same.hashes.includes(hash));
    });
  } catch (error) {
    if (error instanceof LockFileError) return false;
    throw error;
  }
}
