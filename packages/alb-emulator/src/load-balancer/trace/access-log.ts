import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";
import { finished } from "node:stream/promises";

/** Where access log lines are written. */
export interface AccessLogOptions {
  /** Lines are appended; the folder is created. */
  readonly file?: string;
  readonly onLine?: (line: string) => void;
}

/** Writes access log lines to a file and to a listener. */
export class AccessLog {
  readonly #stream: WriteStream | undefined;

  constructor(private readonly options: AccessLogOptions = {}) {
    if (options.file === undefined) return;
    mkdirSync(dirname(options.file), { recursive: true });
    this.#stream = createWriteStream(options.file, { flags: "a", mode: 0o600 });
    // A full disk must not end the program.
    this.#stream.on("error", () => undefined);
  }

  write(line: string): void {
    this.#stream?.write(`${line}\n`);
    this.options.onLine?.(line);
  }

  /** Resolves when every line is in the file. */
  async close(): Promise<void> {
    if (this.#stream === undefined || this.#stream.destroyed) return;
    this.#stream.end();
    // A write error was ignored before and does not prevent closing.
    await finished(this.#stream).catch(() => undefined);
  }
}
