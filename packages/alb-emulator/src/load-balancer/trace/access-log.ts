import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";

/** Where access log lines go. */
export interface AccessLogOptions {
  /** Lines are added to it; its folder is made. */
  readonly file?: string;
  readonly onLine?: (line: string) => void;
}

/** Writes access log lines to a file and to whoever listens. */
export class AccessLog {
  readonly #stream: WriteStream | undefined;

  constructor(private readonly options: AccessLogOptions = {}) {
    if (options.file === undefined) return;
    mkdirSync(dirname(options.file), { recursive: true });
    this.#stream = createWriteStream(options.file, { flags: "a" });
    // A full disk must not end the program; the console still has the line.
    this.#stream.on("error", () => undefined);
  }

  write(line: string): void {
    this.#stream?.write(`${line}\n`);
    this.options.onLine?.(line);
  }

  /** Resolves when every line is in the file. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#stream === undefined || this.#stream.destroyed) resolve();
      else this.#stream.end(() => resolve());
    });
  }
}
