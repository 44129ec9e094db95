import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join, posix } from "node:path";
import ignore from "ignore";
import { UserError } from "../../config/user-error";

/** In the folder of the configuration; patterns as in `.gitignore`. */
const ignoreFile = ".terraformignore";

/** What Terraform leaves out of an upload without such a file. */
const defaultPatterns = [".git/", ".terraform/"];

/** State contains secrets, so no pattern of a user includes it. */
const neverUploaded = [".terraform/", "*.tfstate", "*.tfstate.*", ".terraform.tfstate.lock.info"];

/**
 * The files of a configuration that are uploaded: all but those that `.terraformignore` names, `.git`,
 * `.terraform`, state and saved plans.
 * @returns paths relative to `folder`, with `/`, in a fixed order
 * @throws UserError when one is a symbolic link, which a run may not be able to follow
 * @see https://developer.hashicorp.com/terraform/cli/cloud/settings#excluding-files-from-upload-with-terraformignore
 */
export function configurationFiles(folder: string): string[] {
  const patterns = ignore().add(defaultPatterns);
  const userFile = join(folder, ignoreFile);
  if (existsSync(userFile)) patterns.add(readFileSync(userFile, "utf8"));
  const never = ignore().add(neverUploaded);
  const isIgnored = (path: string) => patterns.ignores(path) || never.ignores(path);

  const filesBelow = (path: string): string[] =>
    readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
      const child = posix.join(path, entry.name);
      if (isIgnored(entry.isDirectory() ? `${child}/` : child)) return [];
      if (entry.isDirectory()) return filesBelow(child);
      if (entry.isSymbolicLink()) throw new UserError(symbolicLink(join(folder, child)));
      return entry.isFile() && !isSavedPlan(join(folder, child)) ? [child] : [];
    });
  return filesBelow("").sort();
}

function symbolicLink(file: string): string {
  return `${file} is a symbolic link, which may lead nowhere in a remote run. Replace it with the file, or name it in ${ignoreFile}.`;
}

/** Saved plans have no fixed name: they are zip archives whose first entry is the plan itself. */
function isSavedPlan(file: string): boolean {
  const header = Buffer.alloc(36);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return (
    header.readUInt32LE(0) === 0x04034b50 && header.subarray(30).toString("latin1") === "tfplan"
  );
}
