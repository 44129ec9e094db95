import type { Adapter, AdapterPayload } from "oidc-provider";

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAtMilliseconds: number;
}

/** By kind of entry; a kind that is not named is stored as clients present it. */
export type UnwrapId = Readonly<
  Record<string, ((id: string) => Promise<string | undefined>) | undefined>
>;

const sweepIntervalMilliseconds = 30_000;

/**
 * What oidc-provider remembers, in memory. Its own memory adapter keeps the latest 1,000 entries
 * whatever their age, which loses refresh tokens under load; this one keeps what has not expired.
 */
export class MemoryStore {
  readonly #entries = new Map<string, Entry>();
  readonly #sweep: NodeJS.Timeout;

  /** @param unwrapId turns an id as clients present it into the one that was stored */
  constructor(
    private readonly now: () => number = () => Date.now(),
    private readonly unwrapId: UnwrapId = {},
  ) {
    this.#sweep = setInterval(() => this.removeExpired(), sweepIntervalMilliseconds);
    this.#sweep.unref();
  }

  get size(): number {
    return this.#entries.size;
  }

  close(): void {
    clearInterval(this.#sweep);
    this.#entries.clear();
  }

  removeExpired(): void {
    for (const [key, entry] of this.#entries) {
      if (entry.expiresAtMilliseconds <= this.now()) this.#entries.delete(key);
    }
  }

  /** The view of one kind of entry that oidc-provider asks for. */
  adapter(model: string): Adapter {
    const keyOf = (id: string) => `${model}:${id}`;
    const unwrap = this.unwrapId[model];
    const find = async (presented: string) => {
      const id = unwrap ? await unwrap(presented) : presented;
      const entry = this.#entries.get(keyOf(id ?? ""));
      return entry && entry.expiresAtMilliseconds > this.now() ? entry.payload : undefined;
    };
    return {
      find,
      upsert: async (id, payload, expiresInSeconds) => {
        const expiresAtMilliseconds = expiresInSeconds
          ? this.now() + expiresInSeconds * 1000
          : Number.POSITIVE_INFINITY;
        this.#entries.set(keyOf(id), { payload, expiresAtMilliseconds });
      },
      consume: async (id) => {
        const payload = this.#entries.get(keyOf(id))?.payload;
        if (payload) payload.consumed = Math.floor(this.now() / 1000);
      },
      destroy: async (id) => {
        this.#entries.delete(keyOf(id));
      },
      // The library withdraws everything of a grant when one code is used twice or one refresh
      // token is revoked; Cognito withdraws that sign-in's tokens only (revoked-sign-ins.ts).
      revokeByGrantId: async () => {},
      // Of sessions found by uid and device codes by user code the stand-in uses neither.
      findByUid: async () => undefined,
      findByUserCode: async () => undefined,
    };
  }
}
