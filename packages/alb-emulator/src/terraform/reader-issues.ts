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
  readonly #leftOutTypes = new Set<string>();

  add(text: string): void {
    this.#texts.add(text);
  }

  /** Notes that a resource of the type has an issue of its own, and is left out of the model. */
  addLeftOut(type: string): void {
    this.#leftOutTypes.add(type);
  }

  /** Whether a reference to such a resource may dangle only because that resource is left out. */
  hasLeftOut(type: string): boolean {
    return this.#leftOutTypes.has(type);
  }

  /** @throws ReaderError if there is any issue */
  throwIfAny(): void {
    if (this.#texts.size > 0) throw new ReaderError([...this.#texts]);
  }
}
