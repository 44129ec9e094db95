import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** Where log lines and metric lines go. */
export interface LogSink {
  /** @param line ends with a line feed */
  write(line: string): void;
}

const flushMs = 250;
const batchCharacters = 12_288;

/** About 4,000 lines. More than that is a reader that has stalled, not one that is slow. */
const maxWaitingBytes = 2 ** 20;

/**
 * Writes lines to a stream in batches: a system call for every line would cost a busy container as much
 * as the rest of its middleware. It never waits for whoever reads the stream. When that one stalls, or
 * the disk is full, lines are dropped and counted, and the log says so as soon as it goes on.
 */
export class LogOutput implements LogSink {
  #batch = "";
  #batchLines = 0;
  #droppedLines = 0;

  constructor(private readonly stream: Writable) {
    // Each write reports its own error.
    stream.on("error", () => {});
    setInterval(() => this.flush(), flushMs).unref();
  }

  write(line: string): void {
    this.#batch += line;
    this.#batchLines++;
    if (this.#batch.length >= batchCharacters) this.flush();
  }

  /** Hands over what has been written so far. */
  flush(): void {
    // Also without a new line, so that the log says what it lacks as soon as it goes on.
    if (this.#batchLines === 0 && this.#droppedLines === 0) return;
    const batch = this.#batch;
    const lines = this.#batchLines;
    this.#batch = "";
    this.#batchLines = 0;
    if (this.stream.writableLength > maxWaitingBytes) {
      this.#droppedLines += lines;
      return;
    }
    const dropped = this.#droppedLines;
    this.#droppedLines = 0;
    this.stream.write(dropped === 0 ? batch : droppedLine(dropped) + batch, (error) => {
      if (error) this.#droppedLines += dropped + lines;
    });
  }

  /** Waits until the stream has taken every line, but no longer than this. */
  async close(timeoutMs: number): Promise<void> {
    this.flush();
    const written = new Promise<void>((resolve) => this.stream.write("", () => resolve()));
    await Promise.race([written, sleep(timeoutMs)]);
  }
}

function droppedLine(droppedLines: number): string {
  const message = "log lines were dropped, because the log could not be written";
  return `${JSON.stringify({ level: "warn", time: Date.now(), droppedLines, message })}\n`;
}
