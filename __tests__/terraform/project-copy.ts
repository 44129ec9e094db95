import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/** What a synthesis writes, and what belongs to whoever works here. */
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
 * touches neither state nor output of the real one. Packages are linked, one by one: what is cached
 * in `node_modules` stays with the copy.
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
