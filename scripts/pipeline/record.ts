import { spawn } from "node:child_process";
import { once } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { UserError } from "../../config/user-error";
import { cutText } from "./cut-text";
import { setOutput } from "./workflow-files";

/** Linux passes at most 128 KiB in one environment variable, which is how the next step gets the text. */
export const maxRecordedBytes = 60_000;

/**
 * Runs a command and sets two outputs: `name` with what it printed, and `name-status` with its exit
 * status. What follows from the status is decided by the step that reports it.
 * @returns 0, whatever the status is
 * @throws UserError when the command cannot be started
 */
export async function record(
  name: string,
  [command = "", ...args]: readonly string[],
  variables: NodeJS.ProcessEnv,
): Promise<number> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: variables });
  let text = "";
  for (const [stream, shown] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      shown.write(chunk);
    });
  }
  const status = await once(child, "close").then(
    ([code]) => (code as number | null) ?? 1,
    (error: Error) => {
      throw new UserError(`${command} cannot be started: ${error.message}.`);
    },
  );
  const plain = stripVTControlCharacters(text).trim();
  setOutput(name, cutText(plain, maxRecordedBytes), variables);
  setOutput(`${name}-status`, String(status), variables);
  return 0;
}
