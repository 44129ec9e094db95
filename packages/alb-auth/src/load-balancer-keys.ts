import { createPublicKey, type KeyObject } from "node:crypto";
import { AlbAuthError } from "./alb-auth-error.ts";
import type { AlbAuthErrorCode } from "./error-codes.ts";
import { type FetchPolicy, fetchDocument } from "./fetch-document.ts";

/** An imported key in the shape that `crypto.verify` takes. */
export interface VerifyKey {
  readonly key: KeyObject;
  /** JWS signatures are r‖s, not DER. @see https://www.rfc-editor.org/rfc/rfc7518#section-3.4 */
  readonly dsaEncoding: "ieee-p1363";
}

export interface LoadBalancerKeysOptions {
  /** Base address, to which "/" and the key id are appended. */
  readonly url: string;
  readonly policy: FetchPolicy;
  readonly now: () => number;
  readonly maxKeys: number;
  /** Called for each lookup with whether the key was cached. */
  readonly onLookup?: (isHit: boolean) => void;
}

interface CachedKey {
  readonly verifyKey: VerifyKey;
  refreshAtMs: number;
  attemptedAtMs: number;
}

interface CachedFailure {
  readonly code: AlbAuthErrorCode;
  readonly untilMs: number;
}

const refreshAfterMs = 60 * 60_000;
const retryAfterMs = 60_000;
const absentForMs = 30_000;
const unavailableForMs = 2_000;
const maxFailures = 1_000;

/**
 * The load balancers' public keys by key id. Bounded, one fetch at a time per key. A key is fetched
 * again in the background after an hour, stays in use while the endpoint is down, and is dropped when
 * the endpoint says that it no longer exists.
 */
export class LoadBalancerKeys {
  readonly #keys = new Map<string, CachedKey>();
  readonly #failures = new Map<string, CachedFailure>();
  readonly #pending = new Map<string, Promise<VerifyKey>>();
  #latestKid: string | undefined;

  constructor(private readonly options: LoadBalancerKeysOptions) {}

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
   * @throws AlbAuthError
   */
  async fetch(kid: string): Promise<VerifyKey> {
    const failure = this.#failures.get(kid);
    if (failure !== undefined && failure.untilMs > this.options.now()) {
      throw new AlbAuthError(failure.code, { kid });
    }
    const pending = this.#pending.get(kid);
    if (pending !== undefined) return pending;
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
    const outcome = await fetchDocument(this.#address(kid), importKey, this.options.policy);
    switch (outcome.type) {
      case "found":
        this.#failures.delete(kid);
        this.#store(kid, outcome.value);
        return outcome.value;
      case "absent":
        throw this.#fail(kid, "ERR_KEY_NOT_FOUND", absentForMs);
      case "unavailable":
        throw this.#fail(kid, "ERR_KEYS_UNAVAILABLE", unavailableForMs);
      case "over-budget":
        throw new AlbAuthError("ERR_KEY_FETCH_LIMIT", { kid });
    }
  }

  async #refresh(kid: string, cached: CachedKey): Promise<void> {
    // Set before the response arrives, so that requests in the meantime start no second fetch.
    cached.attemptedAtMs = this.options.now();
    cached.refreshAtMs = this.options.now() + retryAfterMs;
    const { budget: _, ...policy } = this.options.policy;
    const outcome = await fetchDocument(this.#address(kid), importKey, policy);
    if (outcome.type === "found") this.#store(kid, outcome.value);
    if (outcome.type === "absent") this.#keys.delete(kid);
  }

  #store(kid: string, verifyKey: VerifyKey): void {
    const nowMs = this.options.now();
    this.#keys.delete(kid);
    evictOldest(this.#keys, this.options.maxKeys);
    this.#markLatest(kid, { verifyKey, refreshAtMs: nowMs + refreshAfterMs, attemptedAtMs: nowMs });
  }

  /** A `Map` keeps insertion order, so its first key is the least recently used one. */
  #markLatest(kid: string, cached: CachedKey): void {
    this.#keys.delete(kid);
    this.#keys.set(kid, cached);
    this.#latestKid = kid;
  }

  #fail(kid: string, code: AlbAuthErrorCode, forMs: number): AlbAuthError {
    this.#failures.delete(kid);
    evictOldest(this.#failures, maxFailures);
    this.#failures.set(kid, { code, untilMs: this.options.now() + forMs });
    return new AlbAuthError(code, { kid });
  }

  #address(kid: string): string {
    return `${this.options.url}/${kid}`;
  }
}

function evictOldest(map: Map<string, unknown>, maxEntries: number): void {
  if (map.size < maxEntries) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}

function importKey(pem: string): VerifyKey {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    throw new TypeError("The public-key endpoint returned a key that is not P-256.");
  }
  return { key, dsaEncoding: "ieee-p1363" };
}
