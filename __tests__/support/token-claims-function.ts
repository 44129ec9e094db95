import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";

/** What Node.js said about one call of the function. */
export interface FunctionRun {
  /** What the function returned, if it did. */
  readonly result?: unknown;
  /** Message of what it threw, or of why its module does not load. */
  readonly error?: string;
}

const program = `
let text = "";
for await (const part of process.stdin) text += part;
try {
  const { handler } = await import(process.argv[1]);
  console.log(JSON.stringify({ result: await handler(JSON.parse(text)) }));
} catch (error) {
  console.log(JSON.stringify({ error: String(error.message) }));
}`;

/**
 * Calls the function of a zip file as Lambda does: in a process of its own, from a folder with nothing
 * but the zip file's content, with these environment variables and no others.
 * @param zip the code as the Terraform JSON contains it, base64
 */
export function runFunction(
  zip: string,
  variables: Readonly<Record<string, string>>,
  event: unknown,
): FunctionRun {
  const folder = mkdtempSync(join(tmpdir(), "function-"));
  try {
    for (const [name, content] of Object.entries(unzipSync(Buffer.from(zip, "base64")))) {
      writeFileSync(join(folder, name), content);
    }
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--input-type=module", "--eval", program, join(folder, "index.mjs")],
      { cwd: folder, env: { ...variables }, input: JSON.stringify(event), encoding: "utf8" },
    );
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout) as FunctionRun;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
