import {
  type CryptoKey,
  createLocalJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from "jose";
import { Rejection } from "./auth-error.ts";
import { type FetchPolicy, fetchResource } from "./fetch-resource.ts";

export interface JsonWebKeySetOptions {
  readonly url: string;
  readonly policy: FetchPolicy;
  readonly now: () => number;
}

/** Thrown through jose when a key cannot be had; carries why. */
export class KeyUnavailable extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.code);
  }
}

const refreshAfterMilliseconds = 10 * 60_000;
const retryAfterMilliseconds = 30_000;

/**
 * The user pool's keys: fetched once, again for a key id it does not hold, and every ten minutes in
 * the background. The last good set serves while the endpoint is down.
 * @see https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
export class JsonWebKeySet {
  #resolve: ReturnType<typeof createLocalJWKSet> | undefined;
  #refreshAtMilliseconds = 0;
  #pending: Promise<RefreshOutcome> | undefined;

  constructor(private readonly options: JsonWebKeySetOptions) {}

  get loaded(): boolean {
    return this.#resolve !== undefined;
  }

  /** Fetches the set unless a fetch is under way already. Never throws. */
  refresh(): Promise<RefreshOutcome> {
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  /** Resolves a token's key, in the shape that jose asks for. */
  readonly key = async (
    header: JWSHeaderParameters,
    input?: FlattenedJWSInput,
  ): Promise<CryptoKey> => {
    if (this.#resolve === undefined) {
      const outcome = await this.refresh();
      if (this.#resolve === undefined) throw new KeyUnavailable(rejectionFor(outcome));
    } else if (this.options.now() > this.#refreshAtMilliseconds) {
      void this.refresh();
    }
    try {
      return await this.#resolve(header, input);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    const outcome = await this.refresh();
    if (outcome !== "found") throw new KeyUnavailable(rejectionFor(outcome));
    return this.#resolve(header, input);
  };

  async #fetch(): Promise<RefreshOutcome> {
    const { url, policy, now } = this.options;
    const outcome = await fetchResource(url, parseKeySet, policy);
    if (outcome.kind === "found") this.#resolve = outcome.value;
    this.#refreshAtMilliseconds =
      now() + (outcome.kind === "found" ? refreshAfterMilliseconds : retryAfterMilliseconds);
    return outcome.kind;
  }
}

type RefreshOutcome = "found" | "absent" | "unavailable" | "over-budget";

function rejectionFor(outcome: RefreshOutcome): Rejection {
  return new Rejection(outcome === "over-budget" ? "ERR_ACCESS_KEY" : "ERR_JWKS_UNAVAILABLE");
}

function parseKeySet(text: string): ReturnType<typeof createLocalJWKSet> {
  const keySet = JSON.parse(text) as JSONWebKeySet;
  if (keySet.keys.length === 0) throw new TypeError("The JWKS is empty.");
  return createLocalJWKSet(keySet);
}
