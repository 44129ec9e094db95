import { readFileSync } from "node:fs";

/**
 * Reads a file of the sign-in pages.
 * @param path from the project's folder
 */
export function readPageFile(path: string): Buffer {
  return readFileSync(path);
}
