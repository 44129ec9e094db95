import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";

const folder = join("constructs", "identity", "token-claims");

/** Path of the generated module, from the root of the project. */
export const tokenClaimsCodePath = join(folder, "code.ts");

/**
 * The module with the code of the pre token generation function, as Lambda takes it: a zip file. It is
 * generated ahead, so that a synthesis reads no file and emits the same bytes on every machine.
 * @param root folder of the project
 */
export function tokenClaimsCode(root: string): string {
  const source = readFileSync(join(root, folder, "index.mjs"));
  // fflate writes the local time, so these fields are the same in every time zone. It is JavaScript only:
  // other than with zlib, no version of Node.js compresses differently.
  const zip = zipSync({ "index.mjs": source }, { level: 9, mtime: new Date(1980, 0, 1), os: 3 });
  const sha256 = createHash("sha256").update(zip).digest("base64");
  return [
    "// Generated from index.mjs by npm run docs.",
    "",
    "/** The function as a zip file with index.mjs, base64. */",
    `export const codeZip =\n  "${Buffer.from(zip).toString("base64")}";`,
    "",
    "/** SHA-256 of the zip file, base64, as Lambda reports it. */",
    `export const codeSha256 = "${sha256}";`,
    "",
  ].join("\n");
}
