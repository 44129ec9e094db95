import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from "jose";
import { AlbAuthError } from "./alb-auth-error.ts";
import type { AlbAuthErrorCode } from "./error-codes.ts";
import { maxTokenCharacters } from "./jws.ts";
import type { TokenCache } from "./token-cache.ts";
import type { UserPoolKeys } from "./user-pool-keys.ts";

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
  readonly keys: UserPoolKeys;
  readonly cache: TokenCache<AccessToken>;
}

/**
 * Verifies the user's access token against the user pool's JWKS. The result is cached until `exp`,
 * because the load balancer sends the same token for minutes.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export class AccessTokenVerifier {
  constructor(private readonly options: AccessTokenVerifierOptions) {}

  /** @throws AlbAuthError */
  async verify(token: string, nowSeconds: number): Promise<AccessToken> {
    const cached = this.options.cache.get(token, nowSeconds);
    if (cached !== undefined) return cached;
    if (token.length > maxTokenCharacters) throw new AlbAuthError("ERR_ACCESS_OVERSIZE");
    try {
      return await this.#verify(token, nowSeconds);
    } catch (error) {
      throw error instanceof AlbAuthError ? error : new AlbAuthError(codeOf(error));
    }
  }

  async #verify(token: string, nowSeconds: number): Promise<AccessToken> {
    const { cache, clientIds, issuer, keys } = this.options;
    const { alg, kid } = decodeProtectedHeader(token);
    if (alg !== "RS256") throw new AlbAuthError("ERR_ACCESS_ALGORITHM");
    const code = checkClaims(decodeJwt(token), clientIds, issuer, nowSeconds);
    if (code !== undefined) throw new AlbAuthError(code);
    if (typeof kid !== "string") throw new AlbAuthError("ERR_ACCESS_KEY");
    const { payload } = await jwtVerify(token, keys.get, {
      algorithms: ["RS256"],
      issuer,
      requiredClaims: ["exp", "sub", "client_id", "token_use"],
      currentDate: new Date(nowSeconds * 1000),
    });
    const verified = readClaims(payload);
    cache.set(token, verified, payload.exp ?? 0);
    return verified;
  }
}

/** Checks the unverified claims first, so that a token that gives itself away costs no key fetch. */
function checkClaims(
  claims: JWTPayload,
  clientIds: ReadonlySet<string>,
  issuer: string,
  nowSeconds: number,
): AlbAuthErrorCode | undefined {
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

function codeOf(error: unknown): AlbAuthErrorCode {
  if (error instanceof errors.JWTExpired) return "ERR_ACCESS_EXPIRED";
  if (error instanceof errors.JWTClaimValidationFailed) return "ERR_ACCESS_CLAIMS";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "ERR_ACCESS_SIGNATURE";
  if (error instanceof errors.JWKSNoMatchingKey) return "ERR_ACCESS_KEY";
  if (error instanceof errors.JWKSMultipleMatchingKeys) return "ERR_ACCESS_KEY";
  // jose throws plain TypeErrors for text that is not a JWT.
  return "ERR_ACCESS_MALFORMED";
}
