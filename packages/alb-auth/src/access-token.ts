import type { KeyObject } from "node:crypto";
import { AlbAuthError } from "./alb-auth-error.ts";
import type { AlbAuthErrorCode } from "./error-codes.ts";
import { decodeSegment, isSignedWithRs256, type JsonObject, maxTokenCharacters } from "./jws.ts";
import type { TokenCache } from "./token-cache.ts";
import type { UserPoolKeys } from "./user-pool-keys.ts";

/** What a verified Cognito access token says. */
export interface AccessToken {
  /** The user's immutable id in the user pool, or the app client's id. */
  readonly subject: string;
  /** The user's name in the user pool, or the app client's id. */
  readonly username: string;
  /** The app client that the token was issued to. */
  readonly clientId: string;
  /** OAuth scopes: what the client may do. */
  readonly scopes: readonly string[];
  /** The user's groups in the user pool (`cognito:groups`). */
  readonly groups: readonly string[];
  /** When the token expires, ISO 8601 in UTC. */
  readonly expiresAt: string;
}

/** What the claims of an access token are compared with. */
export interface AccessTokenRules {
  readonly clientIds: ReadonlySet<string>;
  /** The keys of each user pool by its issuers. */
  readonly keys: ReadonlyMap<string, UserPoolKeys>;
  /** For how long after `exp` a token is accepted. */
  readonly graceSeconds: number;
}

/** An access token whose signature was not checked yet. */
export interface UnverifiedAccessToken {
  readonly token: string;
  readonly kid: string;
  readonly claims: JsonObject;
  /** The keys of the user pool that the token names. */
  readonly keys: UserPoolKeys;
}

export interface AccessTokenVerifierOptions extends AccessTokenRules {
  readonly cache: TokenCache<AccessToken>;
}

/** Three base64url segments without padding, as Cognito writes them. */
const compactJws = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Verifies the user's access token against the user pool's JWKS. The result is cached until `exp`,
 * because the load balancer sends the same token for minutes.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export class AccessTokenVerifier {
  #verifiedHeader = { segment: "", kid: "" };

  constructor(private readonly options: AccessTokenVerifierOptions) {}

  /** A verifier of other clients' tokens, with the same keys. What it caches is its own. */
  forClients(clientIds: ReadonlySet<string>, graceSeconds: number): AccessTokenVerifier {
    const { keys, cache } = this.options;
    return new AccessTokenVerifier({ keys, cache: cache.createEmpty(), clientIds, graceSeconds });
  }

  /**
   * Fetches the JWKS of every user pool unless it is loaded.
   * @returns whether every JWKS is loaded
   */
  async loadKeySets(): Promise<boolean> {
    const all = new Set(this.options.keys.values());
    const missing = [...all].filter(({ isLoaded }) => !isLoaded);
    const loaded = await Promise.all(missing.map((keys) => keys.refresh()));
    return loaded.every(Boolean);
  }

  /** What an earlier request's verification found, unless the token has expired since. */
  cached(token: string, nowSeconds: number): AccessToken | undefined {
    return this.options.cache.get(token, nowSeconds);
  }

  /**
   * Reads the header and the claims, and rejects what they give away.
   * @throws AlbAuthError
   */
  read(token: string, nowSeconds: number): UnverifiedAccessToken {
    if (token.length > maxTokenCharacters) throw new AlbAuthError("ERR_ACCESS_OVERSIZE");
    if (!compactJws.test(token)) throw new AlbAuthError("ERR_ACCESS_MALFORMED");
    const kid = this.#readKid(token);
    const claims = decodeSegment(token.slice(token.indexOf(".") + 1, token.lastIndexOf(".")));
    if (claims === undefined) throw new AlbAuthError("ERR_ACCESS_MALFORMED");
    const code = checkClaims(claims, this.options, nowSeconds);
    if (code !== undefined) throw new AlbAuthError(code);
    if (kid === undefined) throw new AlbAuthError("ERR_ACCESS_KEY");
    const keys = this.options.keys.get(claims.iss as string);
    if (keys === undefined) throw new AlbAuthError("ERR_ACCESS_ISSUER");
    return { token, kid, claims, keys };
  }

  /** The key that the header names, if it was fetched before. */
  cachedKey({ kid, keys }: UnverifiedAccessToken): KeyObject | undefined {
    return keys.cached(kid);
  }

  /**
   * Fetches the key that the header names.
   * @throws AlbAuthError
   */
  fetchKey({ kid, keys }: UnverifiedAccessToken): Promise<KeyObject> {
    return keys.fetch(kid);
  }

  /**
   * @param key the key that the token's header names
   * @throws AlbAuthError
   */
  verify({ token, kid, claims }: UnverifiedAccessToken, key: KeyObject): AccessToken {
    if (!isSignedWithRs256(token, key)) throw new AlbAuthError("ERR_ACCESS_SIGNATURE");
    this.#verifiedHeader = { segment: token.slice(0, token.indexOf(".")), kid };
    const verified = readClaims(claims);
    this.options.cache.set(token, verified, Number(claims.exp) + this.options.graceSeconds);
    return verified;
  }

  /**
   * All of the above.
   * @throws AlbAuthError
   */
  async verifyToken(token: string, nowSeconds: number): Promise<AccessToken> {
    const cached = this.cached(token, nowSeconds);
    if (cached !== undefined) return cached;
    const unverified = this.read(token, nowSeconds);
    const key = this.cachedKey(unverified) ?? (await this.fetchKey(unverified));
    return this.verify(unverified, key);
  }

  /** All tokens of one key have the same header, so the one that was verified last is not parsed again. */
  #readKid(token: string): string | undefined {
    const segment = token.slice(0, token.indexOf("."));
    const { segment: verifiedSegment, kid } = this.#verifiedHeader;
    return segment === verifiedSegment ? kid : readKid(segment);
  }
}

/** @throws AlbAuthError for a header that Cognito does not write */
function readKid(segment: string): string | undefined {
  const header = decodeSegment(segment);
  if (header === undefined) throw new AlbAuthError("ERR_ACCESS_MALFORMED");
  if (header.alg !== "RS256") throw new AlbAuthError("ERR_ACCESS_ALGORITHM");
  if (header.crit !== undefined || header.b64 !== undefined) {
    throw new AlbAuthError("ERR_ACCESS_MALFORMED");
  }
  return typeof header.kid === "string" ? header.kid : undefined;
}

/** Checks the unverified claims first, so that a token that gives itself away costs no key fetch. */
function checkClaims(
  claims: JsonObject,
  { clientIds, keys, graceSeconds }: AccessTokenRules,
  nowSeconds: number,
): AlbAuthErrorCode | undefined {
  if (!keys.has(claims.iss as string)) return "ERR_ACCESS_ISSUER";
  if (claims.token_use !== "access") return "ERR_ACCESS_USE";
  if (!clientIds.has(claims.client_id as string)) return "ERR_ACCESS_CLIENT";
  if (typeof claims.sub !== "string" || claims.sub === "") return "ERR_ACCESS_CLAIMS";
  if (typeof claims.exp !== "number") return "ERR_ACCESS_CLAIMS";
  if (!(claims.exp + graceSeconds > nowSeconds)) return "ERR_ACCESS_EXPIRED";
  if (claims.iat !== undefined && typeof claims.iat !== "number") return "ERR_ACCESS_CLAIMS";
  // Cognito sets no `nbf`. A token that has one is not valid before it.
  if (claims.nbf !== undefined && !isPast(claims.nbf, nowSeconds)) return "ERR_ACCESS_CLAIMS";
  if (claims.scope !== undefined && typeof claims.scope !== "string") return "ERR_ACCESS_CLAIMS";
  const groups = claims["cognito:groups"];
  if (groups !== undefined && !isStringArray(groups)) return "ERR_ACCESS_CLAIMS";
  return Number.isFinite(new Date(claims.exp * 1000).getTime()) ? undefined : "ERR_ACCESS_CLAIMS";
}

function isPast(time: unknown, nowSeconds: number): boolean {
  return typeof time === "number" && time <= nowSeconds;
}

function readClaims(claims: JsonObject): AccessToken {
  const scope = typeof claims.scope === "string" ? claims.scope : "";
  const groups = claims["cognito:groups"];
  const subject = String(claims.sub);
  return {
    subject,
    username: typeof claims.username === "string" ? claims.username : subject,
    clientId: String(claims.client_id),
    scopes: Object.freeze(scope.split(" ").filter((name) => name !== "")),
    groups: Object.freeze(isStringArray(groups) ? [...groups] : []),
    expiresAt: new Date(Number(claims.exp) * 1000).toISOString(),
  };
}

function isStringArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
