import { type AccessToken, AccessTokenVerifier } from "./access-token.ts";
import { Rejection, type Verdict } from "./auth-error.ts";
import { type DataToken, DataTokenVerifier } from "./data-token.ts";
import type { VerificationOutcome } from "./error-codes.ts";
import { createIdentity, type Identity } from "./identity.ts";
import { JsonWebKeySet } from "./json-web-key-set.ts";
import type { OidcHeaders } from "./oidc-headers.ts";
import { PublicKeys } from "./public-keys.ts";
import { RecentTokens } from "./recent-tokens.ts";
import { type AlbVerifierOptions, resolveOptions } from "./verifier-options.ts";

/** Turns the three headers into an identity, or says why not. Holds the caches; make one per process. */
export class AlbVerifier {
  /** Told the outcome of every verification. */
  readonly onOutcome: ((outcome: VerificationOutcome) => void) | undefined;
  readonly #dataTokens: DataTokenVerifier;
  readonly #accessTokens: AccessTokenVerifier;
  readonly #keySet: JsonWebKeySet;
  readonly #now: () => number;

  /** @throws TypeError naming every option that cannot be right. */
  constructor(options: AlbVerifierOptions) {
    const resolved = resolveOptions(options);
    const { now, clientIds, issuer } = resolved;
    this.onOutcome = options.onOutcome;
    this.#now = now;
    this.#keySet = new JsonWebKeySet({ url: resolved.jwksUrl, policy: resolved.jwksPolicy, now });
    this.#dataTokens = new DataTokenVerifier({
      signers: resolved.signers,
      clientIds,
      issuer,
      keys: new PublicKeys({
        url: resolved.publicKeysUrl,
        policy: resolved.publicKeysPolicy,
        now,
        maxKeys: resolved.maxPublicKeys,
        ...(options.onKeyLookup && { onLookup: options.onKeyLookup }),
      }),
      recent: new RecentTokens<DataToken>(resolved.maxRecentDataTokens),
    });
    this.#accessTokens = new AccessTokenVerifier({
      clientIds,
      issuer,
      keySet: this.#keySet,
      recent: new RecentTokens<AccessToken>(resolved.maxRecentAccessTokens),
    });
  }

  /** Fetches the pool's JWKS unless it is there; tells whether it is. */
  async loadKeySet(): Promise<boolean> {
    if (!this.#keySet.loaded) await this.#keySet.refresh();
    return this.#keySet.loaded;
  }

  /** Answers at once, without a promise, when keys and access token are known. */
  verify(headers: OidcHeaders): Verdict<Identity> | Promise<Verdict<Identity>> {
    const nowSeconds = this.#now() / 1000;
    const data = this.#dataTokens.verify(headers.data, nowSeconds);
    return data instanceof Promise
      ? data.then((resolved) => this.#withData(headers, resolved, nowSeconds))
      : this.#withData(headers, data, nowSeconds);
  }

  #withData(
    headers: OidcHeaders,
    data: Verdict<DataToken>,
    nowSeconds: number,
  ): Verdict<Identity> | Promise<Verdict<Identity>> {
    if (data instanceof Rejection) return data;
    if (headers.identity !== data.subject) return new Rejection("ERR_SUBJECT_MISMATCH");
    const access = this.#accessTokens.verify(headers.accessToken, nowSeconds);
    return access instanceof Promise
      ? access.then((resolved) => combine(headers, data, resolved))
      : combine(headers, data, access);
  }
}

function combine(
  { accessToken }: OidcHeaders,
  data: DataToken,
  access: Verdict<AccessToken>,
): Verdict<Identity> {
  if (access instanceof Rejection) return access;
  if (access.subject !== data.subject) return new Rejection("ERR_SUBJECT_MISMATCH");
  if (access.clientId !== data.clientId) return new Rejection("ERR_CLIENT_MISMATCH");
  return createIdentity(data, access, accessToken);
}
