import { createInterface } from "node:readline/promises";
import { UserError } from "../../config/user-error";

/**
 * Asks before something changes.
 * @throws UserError where nobody can answer
 */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new UserError(
      "Nobody can be asked here, so nothing was applied. Add --yes to apply without asking, or --plan to see changes only.",
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const interrupted = new AbortController();
  // The terminal is in raw mode while it asks: Ctrl-C arrives here, and not as a signal.
  terminal.once("SIGINT", () => interrupted.abort());
  try {
    const answer = await terminal.question(`${question} [y/N] `, { signal: interrupted.signal });
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if (interrupted.signal.aborted) return false;
    throw error;
  } finally {
    terminal.close();
  }
}
