interface Entry<T> {
  readonly token: string;
  readonly value: T;
  readonly expiresAtSeconds: number;
}

/**
 * Results of verified tokens, by the token's full text, until the token expires. Bounded: the oldest
 * entry is evicted first. Only verified tokens are added, so forged ones cannot evict anything.
 */
export class TokenCache<T> {
  readonly #entries = new Map<string, Entry<T>>();

  /** @param maxEntries 0 disables the cache */
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
 * The last 64 characters lie in the signature: as distinct as the whole token, and hashed in a tenth
 * of the time. `get` compares the full text.
 */
function keyOf(token: string): string {
  return token.slice(-64);
}
