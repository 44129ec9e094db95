import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** One letter, then Enter, as in Vite. */
export interface ShortKey {
  readonly key: string;
  readonly description: string;
  readonly run: () => void;
}

/**
 * Runs what the lines of a terminal name. The terminal stays in its own mode, so there is nothing to
 * restore, and Ctrl-C works as before.
 * @param input Standard input, a terminal.
 * @param write Prints to the terminal.
 * @returns stops reading
 */
export function bindShortKeys(
  input: Readable,
  keys: readonly ShortKey[],
  write: (text: string) => void,
): () => void {
  const lines = createInterface({ input, terminal: false });
  const help = () => {
    const rows = [...keys, { key: "h", description: "show this help" }];
    write(
      `\n${rows.map(({ key, description }) => `  ${key} + Enter   ${description}`).join("\n")}\n\n`,
    );
  };
  lines.on("line", (line) => {
    const text = line.trim();
    if (text === "h") return help();
    keys.find(({ key }) => key === text)?.run();
  });
  return () => lines.close();
}
