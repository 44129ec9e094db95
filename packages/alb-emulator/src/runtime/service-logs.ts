import { appendFileSync } from "node:fs";
import { relative } from "node:path";

/** Files with the output of the services. A disk that is full must not end the emulator. */
export class ServiceLogs {
  readonly #failed = new Set<string>();

  /** @param onError Called once for each file. */
  constructor(private readonly onError: (file: string, error: Error) => void) {}

  append(file: string, line: string): void {
    try {
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch (error) {
      if (this.#failed.has(file)) return;
      this.#failed.add(file);
      this.onError(file, error as Error);
    }
  }
}

/** What a user has to know when the output of a service cannot be written. */
export function logNotice(
  file: string,
  { message }: Error,
): readonly [text: string, explanation: string] {
  return [
    "The output of a service is not kept",
    `${relative(process.cwd(), file)} cannot be written: ${message}. The inspector and the console still show it.`,
  ];
}
