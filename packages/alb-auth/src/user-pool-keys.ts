import {
  type CryptoKey,
  createLocalJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from "jose";
import { AlbAuthError } from "./alb-auth-error.ts";
import { type FetchOutcome, type FetchPolicy, fetchDocument } from "./fetch-document.ts";

export interface UserPoolKeysOptions {
  /** Address of the JWKS. */
  readonly url: string;
  readonly policy: FetchPolicy;
  readonly now: () => number;
}

type KeySet = ReturnType<typeof createLocalJWKSet>;

const refreshAfterMs = 10 * 60_000;
const retryAfterMs = 30_000;

/**
 * The user pool's JWKS: fetched once, again for an unknown key id, and every ten minutes in the
 * background. The last good set stays in use while the endpoint is down.
 * @see https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
export class UserPoolKeys {
  #keySet: KeySet | undefined;
  #refreshAtMs = 0;
  #pending: Promise<FetchOutcome<KeySet>["type"]> | undefined;

  constructor(private readonly options: UserPoolKeysOptions) {}

  get isLoaded(): boolean {
    return this.#keySet !== undefined;
  }

  /** Fetches the set, or joins a fetch that is under way. Never throws. */
  refresh(): Promise<FetchOutcome<KeySet>["type"]> {
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  /**
   * Resolves a token's key, with the signature that jose expects.
   * @throws AlbAuthError when the JWKS cannot be fetched
   */
  readonly get = async (
    header: JWSHeaderParameters,
    input?: FlattenedJWSInput,
  ): Promise<CryptoKey> => {
    if (this.#keySet === undefined) {
      const outcome = await this.refresh();
      if (this.#keySet === undefined) throw unavailable(outcome);
    } else if (this.options.now() > this.#refreshAtMs) {
      void this.refresh();
    }
    try {
      return await this.#keySet(header, input);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    const outcome = await this.refresh();
    if (outcome !== "found") throw unavailable(outcome);
    return this.#keySet(header, input);
  };

  async #fetch(): Promise<FetchOutcome<KeySet>["type"]> {
    const { url, policy, now } = this.options;
    const outcome = await fetchDocument(url, parseKeySet, policy);
    if (outcome.type === "found") this.#keySet = outcome.value;
    this.#refreshAtMs = now() + (outcome.type === "found" ? refreshAfterMs : retryAfterMs);
    return outcome.type;
  }
}

function unavailable(outcome: FetchOutcome<KeySet>["type"]): AlbAuthError {
  return new AlbAuthError(outcome === "over-budget" ? "ERR_ACCESS_KEY" : "ERR_JWKS_UNAVAILABLE");
}

function parseKeySet(text: string): KeySet {
  const keySet = JSON.parse(text) as JSONWebKeySet;
  if (keySet.keys.length === 0) throw new TypeError("The JWKS is empty.");
  return createLocalJWKSet(keySet);
}
