import { EmulatorError } from "../model/emulator-error.ts";

/** The Terraform JSON cannot be emulated; the message names every issue, one a line. */
export class ReaderError extends EmulatorError {
  override readonly name = "ReaderError";

  /** @param issues one message each */
  constructor(readonly issues: readonly string[]) {
    super(issues.join("\n"));
  }
}

/** Collects issues, so that one run reports all of them. */
export class Issues {
  readonly #texts = new Set<string>();

  add(text: string): void {
    this.#texts.add(text);
  }

  /** @throws ReaderError if there is any issue */
  throwIfAny(): void {
    if (this.#texts.size > 0) throw new ReaderError([...this.#texts]);
  }
}
