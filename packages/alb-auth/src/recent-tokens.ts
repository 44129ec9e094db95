interface Entry<T> {
  readonly token: string;
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
    const key = keyOf(token);
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.token !== token) return undefined;
    if (entry.expiresAtSeconds > nowSeconds) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  set(token: string, value: T, expiresAtSeconds: number): void {
    if (this.maxEntries === 0) return;
    if (this.#entries.size >= this.maxEntries) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    this.#entries.set(keyOf(token), { token, value, expiresAtSeconds });
  }
}

/**
 * The end of a token, in its signature: as different as the whole, and hashed in a tenth of the
 * time. What is found by it counts only when the whole text is the same.
 */
function keyOf(token: string): string {
  return token.slice(-64);
}
