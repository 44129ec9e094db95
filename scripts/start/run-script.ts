import { spawn } from "node:child_process";

export interface ScriptResult {
  readonly ok: boolean;
  /** Both streams, in the order of arrival. */
  readonly output: string;
  /** The error stream alone: warnings of a script that succeeded. */
  readonly errors: string;
}

/** Runs a script of the project with Node and waits until it ends. */
export function runScript(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ScriptResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (stream === child.stderr) errors += text;
      });
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ ok: code === 0, output, errors }));
  });
}
