import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/** Output of a synthesis, and files of the developer. */
const leftOut = new Set([
  ".git",
  "node_modules",
  "cdktf.out",
  "terraform-state",
  "reports",
  "__tests__",
  "bench",
]);

/**
 * Copies the project into a temporary folder, so that a command that writes beside its sources
 * changes neither state nor output of the original. Packages are linked one by one: a cache in
 * `node_modules` stays in the copy.
 */
export function copyProject(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), "project-copy-"));
  cpSync(root, copy, {
    recursive: true,
    filter: (source) => !leftOut.has(relative(root, source)),
  });
  const packages = join(root, "node_modules");
  mkdirSync(join(copy, "node_modules"));
  for (const name of readdirSync(packages).filter((entry) => entry !== ".cache")) {
    symlinkSync(join(packages, name), join(copy, "node_modules", name));
  }
  return copy;
}
