import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { UserError } from "../../config/user-error";

/**
 * Reads a password from the terminal without showing it, or the first line of standard input.
 * @throws UserError when there is none
 */
export async function readPassword(user: string): Promise<string> {
  const { stdin } = process;
  const isTerminal = stdin.isTTY === true;
  if (isTerminal) process.stderr.write(`Password of ${user}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: isTerminal });
  try {
    for await (const line of lines) {
      if (line !== "") return line;
      break;
    }
    throw new UserError("--user needs a password, on the terminal or standard input.");
  } finally {
    lines.close();
    if (isTerminal) process.stderr.write("\n");
  }
}
