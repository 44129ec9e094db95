import type { VerificationOutcome } from "./error-codes.ts";
import type { Fetch } from "./fetch-document.ts";
import type { RouteGroups } from "./routes/route-groups.ts";

/** Whose access tokens to accept, and how their keys are fetched. */
export interface UserPoolOptions {
  /** Ids of the Cognito app clients: 1, or 2 during a rotation. */
  readonly clientIds: readonly string[];
  /**
   * Issuer of the user pool's tokens, `https://cognito-idp.<region>.amazonaws.com/<pool id>`, or those of
   * several pools. Cognito's other issuer of the same pool, `https://issuer-cognito-idp.…`, is accepted
   * as well, whichever is given.
   */
  readonly issuer: string | readonly string[];
  /**
   * Address of the user pool's JWKS, if `issuer` names one pool.
   * @default - `issuer` followed by `/.well-known/jwks.json`
   */
  readonly jwksUrl?: string;
  /** Fetches keys. @default - the global `fetch` */
  readonly fetch?: Fetch;
  /** Returns the time in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** Maximum duration of one key fetch. 1 or more. @default 1500 */
  readonly timeoutMs?: number;
  /** Maximum attempts to fetch a key, including the first. 1 or more. @default 3 */
  readonly maxAttempts?: number;
  /** Delay before the second attempt, doubled before each further one. 0 or more. @default 100 */
  readonly retryDelayMs?: number;
  /**
   * Maximum number of cached access tokens; 0 disables the cache. A token is cached when it comes a second
   * time.
   * @default 5000
   */
  readonly maxCachedAccessTokens?: number;
  /** Called with the outcome of each verification: "OK", "ANONYMOUS" or an error code. */
  readonly onOutcome?: (outcome: VerificationOutcome) => void;
}

/** Options of {@link AlbVerifier}. */
export interface AlbVerifierOptions extends UserPoolOptions {
  /**
   * Ids of the app clients of programs, whose tokens are accepted in `Authorization: Bearer` on requests
   * without the three headers.
   * @default - none: the `Authorization` header is ignored
   */
  readonly machineClientIds?: readonly string[];
  /** ARNs of the Application Load Balancers in front of the application: 1 or more, one region. */
  readonly loadBalancerArns: readonly string[];
  /**
   * Base address of the load balancers' public keys.
   * @default - the documented address for the region and partition of `loadBalancerArns`
   */
  readonly publicKeysUrl?: string;
  /**
   * Maximum number of unknown load balancer keys that are looked up in 60 seconds, over all users. Half
   * of them may follow each other at once. 1 or more.
   * @default 300
   */
  readonly maxFetchesPerMinute?: number;
  /**
   * Maximum number of unknown load balancer keys that one user's requests can look up in 60 seconds.
   * A key is looked up only for a request with a valid access token. 1 or more.
   * @default 10
   */
  readonly maxFetchesPerMinutePerUser?: number;
  /**
   * For how long after its `exp` an access token is accepted: the load balancer refreshes it only once
   * it has expired by its own clock. Data tokens, which live for two minutes, have no grace. 0 or more.
   * @default 10
   */
  readonly accessTokenGraceSeconds?: number;
  /**
   * Which groups may pass which route of the load balancer, which does not see groups itself. Every
   * adapter enforces it; `verify` needs the request for it.
   * @default - none
   */
  readonly routeGroups?: RouteGroups;
  /** Maximum number of load balancers' public keys in memory. 1 or more. @default 50 */
  readonly maxPublicKeys?: number;
  /**
   * Maximum number of cached data tokens; 0 disables the cache. A data token lives for two minutes,
   * so the cache helps bursts of requests; thousands of entries only burden the garbage collector.
   * @default 100
   */
  readonly maxCachedDataTokens?: number;
  /** Called for each data token that is not cached, with whether its public key was cached. */
  readonly onKeyLookup?: (isHit: boolean) => void;
}

/** Options of {@link BearerVerifier}. */
export interface BearerVerifierOptions extends UserPoolOptions {
  /**
   * Scopes that every token must have.
   * @default - none: check `scopes` of the result
   */
  readonly requiredScopes?: readonly string[];
}
