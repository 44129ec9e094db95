import type { VerificationOutcome } from "./error-codes.ts";
import type { Fetch } from "./fetch-document.ts";
import type { FetchPolicy } from "./key-source.ts";
import { derivePublicKeysUrl } from "./load-balancer-arn.ts";

/** Options of {@link AlbVerifier}. */
export interface AlbVerifierOptions {
  /** ARNs of the Application Load Balancers in front of the application: 1 or more, one region. */
  readonly loadBalancerArns: readonly string[];
  /** Ids of the Cognito app clients: 1, or 2 during a rotation. */
  readonly clientIds: readonly string[];
  /** Issuer of the user pool's tokens, `https://cognito-idp.<region>.amazonaws.com/<pool id>`. */
  readonly issuer: string;
  /**
   * Base address of the load balancers' public keys.
   * @default - the documented address for the region and partition of `loadBalancerArns`
   */
  readonly publicKeysUrl?: string;
  /**
   * Address of the user pool's JWKS.
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
  /** Maximum number of load balancers' public keys in memory. 1 or more. @default 50 */
  readonly maxPublicKeys?: number;
  /**
   * Maximum number of cached data tokens; 0 disables the cache. A data token lives for two minutes,
   * so the cache helps bursts of requests; thousands of entries only burden the garbage collector.
   * @default 100
   */
  readonly maxCachedDataTokens?: number;
  /** Maximum number of cached access tokens; 0 disables the cache. @default 5000 */
  readonly maxCachedAccessTokens?: number;
  /** Called with the outcome of each verification: "OK", "ANONYMOUS" or an error code. */
  readonly onOutcome?: (outcome: VerificationOutcome) => void;
  /** Called for each data token that is not cached, with whether its public key was cached. */
  readonly onKeyLookup?: (isHit: boolean) => void;
}

export interface ResolvedOptions {
  readonly signers: ReadonlySet<string>;
  readonly clientIds: ReadonlySet<string>;
  readonly issuer: string;
  readonly publicKeysUrl: string;
  readonly jwksUrl: string;
  readonly fetchPolicy: FetchPolicy;
  readonly maxFetchesPerMinute: number;
  readonly maxFetchesPerMinutePerUser: number;
  readonly accessTokenGraceSeconds: number;
  readonly now: () => number;
  readonly maxPublicKeys: number;
  readonly maxCachedDataTokens: number;
  readonly maxCachedAccessTokens: number;
}

/** @throws TypeError that lists every invalid option */
export function resolveOptions(options: AlbVerifierOptions): ResolvedOptions {
  const issues = [
    ...listIssues("loadBalancerArns", options.loadBalancerArns),
    ...listIssues("clientIds", options.clientIds),
    ...(options.issuer ? [] : ['"issuer" is empty: set the issuer of the user pool.']),
    ...numberIssues(options),
  ];
  if (issues.length > 0) {
    throw new TypeError(`AlbVerifier cannot verify with these options. ${issues.join(" ")}`);
  }
  const publicKeysUrl = options.publicKeysUrl ?? derivePublicKeysUrl(options.loadBalancerArns);
  return {
    signers: new Set(options.loadBalancerArns),
    clientIds: new Set(options.clientIds),
    issuer: options.issuer,
    publicKeysUrl: publicKeysUrl.replace(/\/+$/, ""),
    jwksUrl: options.jwksUrl ?? `${options.issuer}/.well-known/jwks.json`,
    fetchPolicy: {
      fetch: options.fetch ?? fetch,
      timeoutMs: options.timeoutMs ?? 1_500,
      maxAttempts: options.maxAttempts ?? 3,
      retryDelayMs: options.retryDelayMs ?? 100,
    },
    maxFetchesPerMinute: options.maxFetchesPerMinute ?? 300,
    maxFetchesPerMinutePerUser: options.maxFetchesPerMinutePerUser ?? 10,
    accessTokenGraceSeconds: options.accessTokenGraceSeconds ?? 10,
    now: options.now ?? Date.now,
    maxPublicKeys: options.maxPublicKeys ?? 50,
    maxCachedDataTokens: options.maxCachedDataTokens ?? 100,
    maxCachedAccessTokens: options.maxCachedAccessTokens ?? 5_000,
  };
}

function listIssues(name: string, values: readonly string[]): string[] {
  return values.length > 0 && values.every((value) => value !== "")
    ? []
    : [`"${name}" must have at least one entry and no empty string.`];
}

const minimums = {
  timeoutMs: 1,
  maxAttempts: 1,
  retryDelayMs: 0,
  maxFetchesPerMinute: 1,
  maxFetchesPerMinutePerUser: 1,
  accessTokenGraceSeconds: 0,
  maxPublicKeys: 1,
  maxCachedDataTokens: 0,
  maxCachedAccessTokens: 0,
} as const;

function numberIssues(options: AlbVerifierOptions): string[] {
  return Object.entries(minimums).flatMap(([name, minimum]) => {
    const value = options[name as keyof typeof minimums];
    return value === undefined || (Number.isInteger(value) && value >= minimum)
      ? []
      : [`"${name}" is ${value}: it must be an integer of ${minimum} or more.`];
  });
}
