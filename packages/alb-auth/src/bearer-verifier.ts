import type { AccessToken, AccessTokenVerifier } from "./access-token.ts";
import { AlbAuthError } from "./alb-auth-error.ts";
import { readBearerToken } from "./bearer-token.ts";
import { createAccessTokenVerifier } from "./create-access-token-verifier.ts";
import type { VerificationOutcome } from "./error-codes.ts";
import type { RequestHeaders } from "./oidc-headers.ts";
import type { BearerVerifierOptions } from "./options.ts";
import { resolveBearerOptions } from "./resolve-options.ts";

/** What a verified bearer token says. Deeply frozen. */
export interface BearerToken extends AccessToken {
  /** "machine" for a token of the client credentials grant, which belongs to an app client alone. */
  readonly type: "machine" | "user";
}

/**
 * Verifies the access token that a program or a single-page app sends in `Authorization: Bearer`. For
 * routes without a sign-in page, also behind a listener rule with a jwt-validation action: whoever
 * reaches the port past the load balancer can send any header. Create one per process.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 * @example
 * ```ts
 * const verifier = new BearerVerifier({
 *   clientIds: ["5l4k3h2g1f0e9d8c7bmachine"],
 *   issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_ExAmPlE01",
 *   requiredScopes: ["tasks/read"],
 * });
 * const { type, clientId, scopes } = await verifier.verify(request.headers);
 * ```
 */
export class BearerVerifier {
  readonly #accessTokens: AccessTokenVerifier;
  readonly #now: () => number;
  readonly #requiredScopes: readonly string[];
  readonly #onOutcome: (outcome: VerificationOutcome) => void;

  /**
   * @param options which app clients of which user pool to trust
   * @throws TypeError that lists every invalid option
   */
  constructor(options: BearerVerifierOptions) {
    const resolved = resolveBearerOptions(options);
    this.#now = resolved.now;
    this.#requiredScopes = [...(options.requiredScopes ?? [])];
    this.#onOutcome = options.onOutcome ?? (() => {});
    // Without grace: a program that renews its tokens in time needs none.
    this.#accessTokens = createAccessTokenVerifier(resolved, 0);
  }

  /**
   * Verifies the request's `Authorization` header.
   *
   * @param headers headers with lower-case names, such as `request.headers` of `node:http`
   * @throws {@link AlbAuthError} with one `code` per cause
   */
  async verify(headers: RequestHeaders): Promise<BearerToken> {
    try {
      const token = readBearerToken(headers);
      const access = await this.#accessTokens.verifyToken(token, this.#now() / 1000);
      const missing = this.#requiredScopes.filter((scope) => !access.scopes.includes(scope));
      if (missing.length > 0) throw new AlbAuthError("ERR_SCOPE_MISSING", { missing });
      this.#onOutcome("OK");
      return bearerTokenOf(access);
    } catch (error) {
      if (error instanceof AlbAuthError) this.#onOutcome(error.code);
      throw error;
    }
  }

  /**
   * Fetches the JWKS of every user pool unless it is already loaded. For readiness checks.
   *
   * @returns whether every JWKS is loaded
   */
  loadKeySet(): Promise<boolean> {
    return this.#accessTokens.loadKeySets();
  }
}

function bearerTokenOf(access: AccessToken): BearerToken {
  const { subject, username, clientId, scopes, groups, expiresAt } = access;
  return Object.freeze({
    // The subject of a user is a UUID of the pool, that of a machine its own app client.
    type: subject === clientId ? "machine" : "user",
    subject,
    username,
    clientId,
    scopes,
    groups,
    expiresAt,
  });
}
