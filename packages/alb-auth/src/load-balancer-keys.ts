import { KeyObject } from "node:crypto";
import { AlbAuthError } from "./alb-auth-error.ts";
import { evictOldest } from "./evict-oldest.ts";
import { FailedLookups, type LookupFailure } from "./failed-lookups.ts";
import { importSPKI } from "./jose.ts";
import type { KeySource } from "./key-source.ts";
import type { UserBudgets } from "./user-budgets.ts";

/** An imported key in the shape that `crypto.verify` takes. */
export interface VerifyKey {
  readonly key: KeyObject;
  /** JWS signatures are r‖s, not DER. @see https://www.rfc-editor.org/rfc/rfc7518#section-3.4 */
  readonly dsaEncoding: "ieee-p1363";
}

export interface LoadBalancerKeysOptions {
  /** Base address, to which "/" and the key id are appended. */
  readonly url: string;
  readonly source: KeySource;
  readonly budgets: UserBudgets;
  readonly now: () => number;
  readonly maxKeys: number;
  /** Called for each lookup with whether the key was cached. */
  readonly onLookup?: (isHit: boolean) => void;
}

interface CachedKey {
  readonly verifyKey: VerifyKey;
  refreshAtMs: number;
  attemptedAtMs: number;
  /** How often in a row, and since when, the endpoint says that the key does not exist. */
  denials: number;
  deniedSinceMs: number;
}

const refreshAfterMs = 60 * 60_000;
const retryAfterMs = 60_000;
const maxFailures = 64;

/** A key is forgotten only after so many denials in a row over so long a time. */
const minDenials = 3;
const minDeniedMs = 5 * 60_000;

/**
 * The load balancers' public keys by key id. Bounded, one fetch at a time per key. A key is fetched
 * again in the background after an hour, stays in use while the endpoint is down, and is forgotten
 * when the endpoint denies it for minutes.
 */
export class LoadBalancerKeys {
  readonly #keys = new Map<string, CachedKey>();
  readonly #failures: FailedLookups;
  readonly #pending = new Map<string, Promise<VerifyKey>>();
  #latestKid: string | undefined;

  constructor(private readonly options: LoadBalancerKeysOptions) {
    this.#failures = new FailedLookups(maxFailures, options.now);
  }

  /** The key, if it was fetched before. */
  cached(kid: string): VerifyKey | undefined {
    const cached = this.#keys.get(kid);
    this.options.onLookup?.(cached !== undefined);
    if (cached === undefined) return undefined;
    if (kid !== this.#latestKid) this.#markLatest(kid, cached);
    if (this.options.now() > cached.refreshAtMs) void this.#refresh(kid, cached);
    return cached.verifyKey;
  }

  /**
   * Fetches a key that is not cached. Concurrent calls share one fetch.
   * @param kid must have been checked to be a UUID: it becomes part of the address
   * @param subject the user whose verified access token came with the key id
   * @throws AlbAuthError
   */
  async fetch(kid: string, subject: string): Promise<VerifyKey> {
    const pending = this.#pending.get(kid);
    if (pending !== undefined) return pending;
    const failure = this.#failures.recent(kid);
    if (failure !== undefined) throw errorFor(failure, kid);
    const { source, budgets } = this.options;
    if (source.isPaused) throw errorFor("unavailable", kid);
    // Charged once for each key, not for each attempt: an outage must not use up the budget.
    if (!this.#failures.has(kid) && !budgets.spend(subject)) {
      throw new AlbAuthError("ERR_KEY_FETCH_LIMIT", { kid });
    }
    const fetching = this.#fetch(kid).finally(() => this.#pending.delete(kid));
    this.#pending.set(kid, fetching);
    return fetching;
  }

  /** Fetches a cached key again, at most once a minute: the endpoint may have returned a wrong one. */
  refetch(kid: string): void {
    const cached = this.#keys.get(kid);
    if (cached === undefined) return;
    const sinceAttemptMs = this.options.now() - cached.attemptedAtMs;
    if (sinceAttemptMs > retryAfterMs) void this.#refresh(kid, cached);
  }

  async #fetch(kid: string): Promise<VerifyKey> {
    const outcome = await this.options.source.fetch(this.#address(kid), importKey);
    if (outcome.type === "found") {
      this.#failures.delete(kid);
      this.#store(kid, outcome.value);
      return outcome.value;
    }
    const failure = outcome.type === "absent" ? "absent" : "unavailable";
    this.#failures.add(kid, failure);
    throw errorFor(failure, kid);
  }

  async #refresh(kid: string, cached: CachedKey): Promise<void> {
    const startedAtMs = this.options.now();
    // Set before the response arrives, so that requests in the meantime start no second fetch.
    cached.attemptedAtMs = startedAtMs;
    cached.refreshAtMs = startedAtMs + retryAfterMs;
    const outcome = await this.options.source.fetch(this.#address(kid), importKey);
    if (outcome.type === "found") this.#store(kid, outcome.value);
    if (outcome.type !== "absent") return;
    if (cached.denials === 0) cached.deniedSinceMs = startedAtMs;
    cached.denials++;
    if (cached.denials >= minDenials && startedAtMs - cached.deniedSinceMs >= minDeniedMs) {
      this.#keys.delete(kid);
    }
  }

  #store(kid: string, verifyKey: VerifyKey): void {
    const nowMs = this.options.now();
    this.#keys.delete(kid);
    evictOldest(this.#keys, this.options.maxKeys);
    this.#markLatest(kid, {
      verifyKey,
      refreshAtMs: nowMs + refreshAfterMs,
      attemptedAtMs: nowMs,
      denials: 0,
      deniedSinceMs: 0,
    });
  }

  /** A `Map` keeps insertion order, so its first key is the least recently used one. */
  #markLatest(kid: string, cached: CachedKey): void {
    this.#keys.delete(kid);
    this.#keys.set(kid, cached);
    this.#latestKid = kid;
  }

  #address(kid: string): string {
    return `${this.options.url}/${kid}`;
  }
}

function errorFor(failure: LookupFailure, kid: string): AlbAuthError {
  const code = failure === "absent" ? "ERR_KEY_NOT_FOUND" : "ERR_KEYS_UNAVAILABLE";
  return new AlbAuthError(code, { kid });
}

/** @throws (rejects) Error when the text is not the PEM of a P-256 key */
async function importKey(pem: string): Promise<VerifyKey> {
  const key = KeyObject.from(await importSPKI(pem, "ES256"));
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    throw new TypeError("The public-key endpoint returned a key that is not P-256.");
  }
  return { key, dsaEncoding: "ieee-p1363" };
}
