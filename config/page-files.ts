import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { environmentsFolder } from "./select-environment";

/**
 * Reads a file of the sign-in pages.
 * @param path relative to the environment file
 */
export function readPageFile(path: string): Buffer {
  return readFileSync(resolve(environmentsFolder, path));
}
