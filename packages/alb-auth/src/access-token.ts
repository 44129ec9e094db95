import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import { Rejection, type Verdict } from "./auth-error.ts";
import { maxTokenCharacters } from "./data-token.ts";
import type { AuthErrorCode } from "./error-codes.ts";
import { type JsonWebKeySet, KeyUnavailable } from "./json-web-key-set.ts";
import type { RecentTokens } from "./recent-tokens.ts";

/** What a verified Cognito access token says. */
export interface AccessToken {
  readonly subject: string;
  readonly username: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly groups: readonly string[];
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

export interface AccessTokenVerifierOptions {
  readonly clientIds: ReadonlySet<string>;
  readonly issuer: string;
  readonly keySet: JsonWebKeySet;
  readonly recent: RecentTokens<AccessToken>;
}

/**
 * Verifies the user's access token against the pool's JWKS, once: what it said is remembered until
 * its `exp`, for the load balancer sends the same one for minutes.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export class AccessTokenVerifier {
  constructor(private readonly options: AccessTokenVerifierOptions) {}

  verify(token: string, nowSeconds: number): Verdict<AccessToken> | Promise<Verdict<AccessToken>> {
    const remembered = this.options.recent.get(token, nowSeconds);
    if (remembered !== undefined) return remembered;
    if (token.length > maxTokenCharacters) return new Rejection("ERR_ACCESS_OVERSIZE");
    return this.#verify(token, nowSeconds);
  }

  async #verify(token: string, nowSeconds: number): Promise<Verdict<AccessToken>> {
    const { clientIds, issuer, keySet, recent } = this.options;
    try {
      const { alg, kid } = decodeProtectedHeader(token);
      if (alg !== "RS256") return new Rejection("ERR_ACCESS_ALGORITHM");
      const fault = checkClaims(decodeJwt(token), clientIds, issuer, nowSeconds);
      if (fault !== undefined) return new Rejection(fault);
      if (typeof kid !== "string") return new Rejection("ERR_ACCESS_KEY");
      const { payload } = await jwtVerify(token, keySet.key, {
        algorithms: ["RS256"],
        issuer,
        requiredClaims: ["exp", "sub", "client_id", "token_use"],
        currentDate: new Date(nowSeconds * 1000),
      });
      const verified = readClaims(payload);
      recent.set(token, verified, payload.exp ?? 0);
      return verified;
    } catch (error) {
      return rejectionFor(error);
    }
  }
}

/** Reads the unverified claims first: a token that gives itself away costs no key fetch. */
function checkClaims(
  claims: JWTPayload,
  clientIds: ReadonlySet<string>,
  issuer: string,
  nowSeconds: number,
): AuthErrorCode | undefined {
  if (claims.iss !== issuer) return "ERR_ACCESS_ISSUER";
  if (claims.token_use !== "access") return "ERR_ACCESS_USE";
  if (!clientIds.has(claims.client_id as string)) return "ERR_ACCESS_CLIENT";
  if (typeof claims.sub !== "string" || claims.sub === "") return "ERR_ACCESS_CLAIMS";
  if (typeof claims.exp !== "number") return "ERR_ACCESS_CLAIMS";
  if (!(claims.exp > nowSeconds)) return "ERR_ACCESS_EXPIRED";
  if (claims.scope !== undefined && typeof claims.scope !== "string") return "ERR_ACCESS_CLAIMS";
  const groups = claims["cognito:groups"];
  if (groups !== undefined && !isStringArray(groups)) return "ERR_ACCESS_CLAIMS";
  return Number.isFinite(new Date(claims.exp * 1000).getTime()) ? undefined : "ERR_ACCESS_CLAIMS";
}

function readClaims(claims: JWTPayload): AccessToken {
  const scope = typeof claims.scope === "string" ? claims.scope : "";
  const groups = claims["cognito:groups"];
  const subject = String(claims.sub);
  return {
    subject,
    username: typeof claims.username === "string" ? claims.username : subject,
    clientId: String(claims.client_id),
    scopes: Object.freeze(scope.split(" ").filter((name) => name !== "")),
    groups: Object.freeze(isStringArray(groups) ? [...groups] : []),
    expiresAt: new Date((claims.exp ?? 0) * 1000).toISOString(),
  };
}

function isStringArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function rejectionFor(error: unknown): Rejection {
  if (error instanceof KeyUnavailable) return error.rejection;
  if (error instanceof errors.JWTExpired) return new Rejection("ERR_ACCESS_EXPIRED");
  if (error instanceof errors.JWTClaimValidationFailed) return new Rejection("ERR_ACCESS_CLAIMS");
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new Rejection("ERR_ACCESS_SIGNATURE");
  }
  if (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  ) {
    return new Rejection("ERR_ACCESS_KEY");
  }
  // jose throws plain TypeErrors for text that is no JWT; nothing else is left to go wrong here.
  return new Rejection("ERR_ACCESS_MALFORMED");
}
