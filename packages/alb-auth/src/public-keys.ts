import { createPublicKey, type KeyObject } from "node:crypto";
import { Rejection, type Verdict } from "./auth-error.ts";
import { type FetchPolicy, fetchResource } from "./fetch-resource.ts";

/** An imported key in the shape `crypto.verify` takes, made once per key. */
export interface VerifyKey {
  readonly key: KeyObject;
  /** JWS signatures are r‖s, not DER. @see https://www.rfc-editor.org/rfc/rfc7518#section-3.4 */
  readonly dsaEncoding: "ieee-p1363";
}

export interface PublicKeysOptions {
  /** Base address, to which "/" and the key id are added. */
  readonly url: string;
  readonly policy: FetchPolicy;
  readonly now: () => number;
  readonly maxKeys: number;
  /** Told for every look-up whether the key was at hand. */
  readonly onLookup?: (hit: boolean) => void;
}

interface CachedKey {
  readonly verifyKey: VerifyKey;
  refreshAtMilliseconds: number;
  attemptedAtMilliseconds: number;
}

const refreshAfterMilliseconds = 60 * 60_000;
const retryAfterMilliseconds = 60_000;
const absentForMilliseconds = 30_000;
const unavailableForMilliseconds = 2_000;
const maxFailures = 1_000;

/**
 * The load balancers' public keys by key id: bounded, one fetch at a time per key, and a key once
 * seen keeps working while the endpoint is down. A key is asked for again in the background after
 * an hour, and forgotten when the endpoint says that it no longer exists.
 */
export class PublicKeys {
  readonly #keys = new Map<string, CachedKey>();
  readonly #failures = new Map<string, { rejection: Rejection; untilMilliseconds: number }>();
  readonly #pending = new Map<string, Promise<Verdict<VerifyKey>>>();
  #latestKid: string | undefined;

  constructor(private readonly options: PublicKeysOptions) {}

  /** The key, at once when it is at hand. `kid` must have been checked to be a UUID. */
  get(kid: string): Verdict<VerifyKey> | Promise<Verdict<VerifyKey>> {
    const cached = this.#keys.get(kid);
    this.options.onLookup?.(cached !== undefined);
    if (cached === undefined) return this.#fetchUnknown(kid);
    if (kid !== this.#latestKid) this.#markLatest(kid, cached);
    if (this.options.now() > cached.refreshAtMilliseconds) this.#refresh(kid, cached);
    return cached.verifyKey;
  }

  /** Asks for a key again, at most once a minute: its endpoint may have answered with a wrong one. */
  reconsider(kid: string): void {
    const cached = this.#keys.get(kid);
    if (cached === undefined) return;
    const sinceAttempt = this.options.now() - cached.attemptedAtMilliseconds;
    if (sinceAttempt > retryAfterMilliseconds) this.#refresh(kid, cached);
  }

  #fetchUnknown(kid: string): Verdict<VerifyKey> | Promise<Verdict<VerifyKey>> {
    const failure = this.#failures.get(kid);
    if (failure && failure.untilMilliseconds > this.options.now()) return failure.rejection;
    const pending = this.#pending.get(kid);
    if (pending) return pending;
    const fetching = this.#fetch(kid).finally(() => this.#pending.delete(kid));
    this.#pending.set(kid, fetching);
    return fetching;
  }

  async #fetch(kid: string): Promise<Verdict<VerifyKey>> {
    const outcome = await fetchResource(this.#address(kid), importKey, this.options.policy);
    switch (outcome.kind) {
      case "found":
        this.#failures.delete(kid);
        this.#remember(kid, outcome.value);
        return outcome.value;
      case "absent":
        return this.#fail(kid, new Rejection("ERR_KEY_NOT_FOUND", kid), absentForMilliseconds);
      case "unavailable": {
        const rejection = new Rejection("ERR_KEYS_UNAVAILABLE", kid);
        return this.#fail(kid, rejection, unavailableForMilliseconds);
      }
      case "over-budget":
        return new Rejection("ERR_KEY_FETCH_LIMIT", kid);
    }
  }

  #refresh(kid: string, cached: CachedKey): void {
    // Set before the answer, so that requests in the meantime start no second fetch.
    cached.attemptedAtMilliseconds = this.options.now();
    cached.refreshAtMilliseconds = this.options.now() + retryAfterMilliseconds;
    const { budget: _, ...policy } = this.options.policy;
    void fetchResource(this.#address(kid), importKey, policy).then((outcome) => {
      if (outcome.kind === "found") this.#remember(kid, outcome.value);
      if (outcome.kind === "absent") this.#keys.delete(kid);
    });
  }

  #remember(kid: string, verifyKey: VerifyKey): void {
    const nowMilliseconds = this.options.now();
    this.#keys.delete(kid);
    evictOldest(this.#keys, this.options.maxKeys);
    this.#markLatest(kid, {
      verifyKey,
      refreshAtMilliseconds: nowMilliseconds + refreshAfterMilliseconds,
      attemptedAtMilliseconds: nowMilliseconds,
    });
  }

  /** A `Map` keeps the order of insertion, so the least recently used key is its first. */
  #markLatest(kid: string, cached: CachedKey): void {
    this.#keys.delete(kid);
    this.#keys.set(kid, cached);
    this.#latestKid = kid;
  }

  #fail(kid: string, rejection: Rejection, forMilliseconds: number): Rejection {
    this.#failures.delete(kid);
    evictOldest(this.#failures, maxFailures);
    this.#failures.set(kid, {
      rejection,
      untilMilliseconds: this.options.now() + forMilliseconds,
    });
    return rejection;
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
    throw new TypeError("The public-key endpoint answered with a key that is not P-256.");
  }
  return { key, dsaEncoding: "ieee-p1363" };
}
