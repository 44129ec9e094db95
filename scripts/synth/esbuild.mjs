import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the project. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where bundles go: inside `node_modules`, so that a new installation begins with none. */
export const cache = join(root, "node_modules", ".cache", "synth");

/**
 * Runs esbuild, which says itself where a syntax error is.
 * @param args what the bundle is made from and to
 * @param input text of an entry point on standard input
 * @returns whether it went well
 */
export function esbuild(args, input = "") {
  const child = spawn(
    join(root, "node_modules", ".bin", "esbuild"),
    ["--bundle", "--platform=node", "--target=node20", "--log-level=error", ...args],
    { cwd: root, stdio: ["pipe", "inherit", "inherit"], shell: process.platform === "win32" },
  );
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code === 0));
  });
}
