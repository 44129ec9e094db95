interface Entry<T> {
  readonly token: string;
  readonly value: T;
  readonly expiresAtSeconds: number;
}

/** Options of {@link TokenCache}. */
export interface TokenCacheOptions {
  /**
   * Whether a token is added only when it is verified a second time. Tokens that come once would burden
   * the garbage collector, and push out those that come again. bench/container/README.md measures it.
   * @default false
   */
  readonly fromSecondTime?: boolean;
}

/** One slot for the hash of a token that was verified once; another token may take it. */
const slots = 4_096;

/**
 * Results of verified tokens, by the token's full text, until the token expires. Bounded: the oldest
 * entry is evicted first. Only verified tokens are added, so forged ones cannot evict anything.
 */
export class TokenCache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #verifiedOnce: Int32Array | undefined;

  /** @param maxEntries 0 disables the cache */
  constructor(
    readonly maxEntries: number,
    { fromSecondTime = false }: TokenCacheOptions = {},
  ) {
    if (fromSecondTime) this.#verifiedOnce = new Int32Array(slots);
  }

  /** Another cache with the same settings. */
  createEmpty(): TokenCache<T> {
    const fromSecondTime = this.#verifiedOnce !== undefined;
    return new TokenCache(this.maxEntries, { fromSecondTime });
  }

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
    if (this.maxEntries === 0 || this.#isFirstTime(token)) return;
    if (this.#entries.size >= this.maxEntries) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    this.#entries.set(keyOf(token), { token, value, expiresAtSeconds });
  }

  #isFirstTime(token: string): boolean {
    if (this.#verifiedOnce === undefined) return false;
    const hash = hashOf(token);
    const slot = hash & (slots - 1);
    if (this.#verifiedOnce[slot] === hash) return false;
    this.#verifiedOnce[slot] = hash;
    return true;
  }
}

/** A hash of the last characters, which lie in the signature. Never 0, which stands for an empty slot. */
function hashOf(token: string): number {
  let hash = 17;
  for (let index = Math.max(0, token.length - 16); index < token.length; index++) {
    hash = (Math.imul(hash, 31) + token.charCodeAt(index)) | 0;
  }
  return hash === 0 ? 1 : hash;
}

/**
 * The last 64 characters lie in the signature: as distinct as the whole token, and hashed in a tenth
 * of the time. `get` compares the full text.
 */
function keyOf(token: string): string {
  return token.slice(-64);
}
