import type { WriteStream } from "node:tty";
import type { Source } from "../sources/source.ts";
import {
  type TerraformRootOptions,
  terraformRoots,
} from "../sources/terraform-root/terraform-root.ts";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const frameMs = 80;
const clearLine = "\r\u001b[2K";

/** Where progress is written. */
export type ProgressStream = Pick<WriteStream, "write" | "isTTY">;

/**
 * As {@link terraformRoots}, and says what Terraform does: with a spinner and the seconds in a terminal, in
 * lines elsewhere.
 */
export function terraformWithProgress(
  directories: readonly string[],
  options: Omit<TerraformRootOptions, "onProgress">,
  stream: ProgressStream = process.stderr,
): Source {
  const progress = stream.isTTY ? new Spinner(stream) : new Lines(stream);
  const source = terraformRoots(directories, {
    ...options,
    onProgress: (text) => progress.say(text),
  });
  return {
    ...source,
    read: async () => {
      try {
        return await source.read();
      } finally {
        progress.stop();
      }
    },
  };
}

class Lines {
  constructor(private readonly stream: ProgressStream) {}

  say(text: string): void {
    this.stream.write(`${text}\n`);
  }

  stop(): void {}
}

/** One line that moves while something runs, and is gone afterwards. */
class Spinner {
  #text = "";
  #startedMs = 0;
  #frame = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly stream: ProgressStream) {}

  say(text: string): void {
    this.#text = text;
    if (this.#timer === undefined) {
      this.#startedMs = Date.now();
      this.#timer = setInterval(() => this.#draw(), frameMs).unref();
    }
    this.#draw();
  }

  stop(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.stream.write(clearLine);
  }

  #draw(): void {
    const seconds = Math.floor((Date.now() - this.#startedMs) / 1000);
    const frame = frames[this.#frame++ % frames.length];
    this.stream.write(`${clearLine}${frame} ${this.#text}${seconds > 0 ? ` ${seconds} s` : ""}`);
  }
}
