/** Thrown with everything at once that keeps a stand-in from being made of the JSON. */
export class ReaderError extends Error {
  override readonly name = "ReaderError";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/** Gathers problems, so that one run shows all of them. */
export class Problems {
  readonly #texts = new Set<string>();

  add(text: string): void {
    this.#texts.add(text);
  }

  /** @throws ReaderError if there is any problem. */
  throwIfAny(): void {
    if (this.#texts.size > 0) throw new ReaderError([...this.#texts]);
  }
}
