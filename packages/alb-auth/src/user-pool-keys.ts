import type { KeyObject } from "node:crypto";
import { AlbAuthError } from "./alb-auth-error.ts";
import { FailedLookups } from "./failed-lookups.ts";
import { FetchBudget } from "./fetch-budget.ts";
import { type KeySet, parseKeySet } from "./key-set-document.ts";
import type { KeySource } from "./key-source.ts";

export interface UserPoolKeysOptions {
  /** Address of the JWKS. */
  readonly url: string;
  readonly source: KeySource;
  readonly now: () => number;
}

interface PoolKey {
  readonly key: KeyObject;
  /** How often in a row, and since when, the JWKS does not contain the key. */
  denials: number;
  deniedSinceMs: number;
}

const refreshAfterMs = 10 * 60_000;
const retryAfterMs = 30_000;
const recheckAfterMs = 60_000;
const maxFailures = 1_000;

/** Anybody can send an unknown key id in an access token, so all of them share these fetches. */
const unknownKeyRate = { burst: 5, everyMs: 1_000 };

/** Cognito's key ids have 44 characters. Longer ones would only fill the memory. */
const maxKidCharacters = 256;

/** A key is forgotten only after so many denials in a row over so long a time. */
const minDenials = 3;
const minDeniedMs = 5 * 60_000;

/**
 * The user pool's JWKS: fetched once, again for an unknown key id (at most once a second, after a
 * burst of five), and every ten minutes in the background. The keys stay in use while the endpoint is
 * down. One that the JWKS no longer contains is forgotten after minutes.
 * @see https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
export class UserPoolKeys {
  readonly #keys = new Map<string, PoolKey>();
  readonly #failures: FailedLookups;
  readonly #budget: FetchBudget;
  #refreshAtMs = 0;
  #pending: Promise<boolean> | undefined;

  constructor(private readonly options: UserPoolKeysOptions) {
    this.#failures = new FailedLookups(maxFailures, options.now);
    this.#budget = new FetchBudget(unknownKeyRate, options.now);
  }

  get isLoaded(): boolean {
    return this.#keys.size > 0;
  }

  /**
   * Fetches the set, or joins a fetch that is under way. Never throws, costs no budget.
   * @returns whether the set could be fetched
   */
  refresh(): Promise<boolean> {
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  /** The key, if the set is loaded and contains it. */
  cached(kid: string): KeyObject | undefined {
    const key = this.#keys.get(kid)?.key;
    if (key !== undefined && this.options.now() > this.#refreshAtMs) void this.refresh();
    return key;
  }

  /**
   * Fetches the set for a key that is not cached. Concurrent calls share one fetch.
   * @throws AlbAuthError
   */
  async fetch(kid: string): Promise<KeyObject> {
    if (kid.length > maxKidCharacters || this.#failures.recent(kid) !== undefined) {
      throw new AlbAuthError("ERR_ACCESS_KEY");
    }
    const isJoined = this.#pending !== undefined;
    if (!isJoined) this.#assertMayFetch();
    const isFetched = await this.refresh();
    const key = this.#keys.get(kid)?.key;
    if (key !== undefined) return key;
    if (!isFetched) throw new AlbAuthError("ERR_JWKS_UNAVAILABLE");
    // A fetch that began before this request may be older than the key.
    if (isJoined) throw new AlbAuthError("ERR_KEY_FETCH_LIMIT");
    this.#failures.add(kid, "absent");
    throw new AlbAuthError("ERR_ACCESS_KEY");
  }

  #assertMayFetch(): void {
    if (this.options.source.isPaused) throw new AlbAuthError("ERR_JWKS_UNAVAILABLE");
    if (this.isLoaded && !this.#budget.spend()) throw new AlbAuthError("ERR_KEY_FETCH_LIMIT");
  }

  async #fetch(): Promise<boolean> {
    const { url, source, now } = this.options;
    const outcome = await source.fetch(url, parseKeySet);
    if (outcome.type === "found") {
      this.#refreshAtMs = now() + refreshAfterMs;
      this.#replace(outcome.value);
      return true;
    }
    // There is one document, so a source that does not have it is down.
    source.pause();
    this.#refreshAtMs = now() + retryAfterMs;
    return false;
  }

  #replace(keySet: KeySet): void {
    const nowMs = this.options.now();
    for (const [kid, key] of keySet) {
      this.#keys.set(kid, { key, denials: 0, deniedSinceMs: nowMs });
      this.#failures.delete(kid);
    }
    for (const [kid, known] of this.#keys) {
      if (keySet.has(kid)) continue;
      if (known.denials === 0) known.deniedSinceMs = nowMs;
      known.denials++;
      const isForgotten = known.denials >= minDenials && nowMs - known.deniedSinceMs >= minDeniedMs;
      if (isForgotten) this.#keys.delete(kid);
      else this.#refreshAtMs = nowMs + recheckAfterMs;
    }
  }
}
