interface Entry<T> {
  readonly value: T;
  readonly expiresAtSeconds: number;
}

/**
 * Remembers what verified tokens said, by their whole text, until they expire. Bounded: the oldest
 * entry makes room for the newest. Only verified tokens get in, so a forger cannot push any out.
 */
export class RecentTokens<T> {
  readonly #entries = new Map<string, Entry<T>>();

  constructor(readonly maxEntries: number) {}

  get size(): number {
    return this.#entries.size;
  }

  get(token: string, nowSeconds: number): T | undefined {
    const entry = this.#entries.get(token);
    if (entry === undefined) return undefined;
    if (entry.expiresAtSeconds > nowSeconds) return entry.value;
    this.#entries.delete(token);
    return undefined;
  }

  set(token: string, value: T, expiresAtSeconds: number): void {
    if (this.maxEntries === 0) return;
    if (this.#entries.size >= this.maxEntries) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    this.#entries.set(token, { value, expiresAtSeconds });
  }
}
