import type { Clock } from "../../model/clock.ts";

const defaultMaxEntries = 100_000;

interface Entry<Value> {
  readonly value: Value;
  readonly expiresAtMs: number;
}

/** Values in memory, each with a lifetime. When the map is full, the oldest value makes room. */
export class ExpiringMap<Value> {
  readonly #entries = new Map<string, Entry<Value>>();

  /** @param maxEntries @default 100000 */
  constructor(
    private readonly now: Clock,
    private readonly maxEntries = defaultMaxEntries,
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  set(key: string, value: Value, lifetimeSeconds: number): void {
    this.#entries.delete(key);
    this.#removeOldest();
    this.#entries.set(key, { value, expiresAtMs: this.now() + lifetimeSeconds * 1000 });
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.expiresAtMs > this.now() ? entry.value : undefined;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** A Map iterates in order of insertion, so the oldest entries come first. */
  #removeOldest(): void {
    const now = this.now();
    for (const [key, entry] of this.#entries) {
      if (entry.expiresAtMs > now && this.#entries.size < this.maxEntries) return;
      this.#entries.delete(key);
    }
  }
}
