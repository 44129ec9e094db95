import { listOf, optionIssues } from "./check-options.ts";
import type { FetchPolicy } from "./key-source.ts";
import { derivePublicKeysUrl } from "./load-balancer-arn.ts";
import type { AlbVerifierOptions } from "./options.ts";
import { type UserPool, userPoolsOf } from "./user-pools.ts";

/** The options with their defaults. */
export interface ResolvedOptions {
  readonly signers: ReadonlySet<string>;
  readonly clientIds: ReadonlySet<string>;
  readonly issuers: ReadonlySet<string>;
  readonly userPools: readonly UserPool[];
  readonly publicKeysUrl: string;
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
  const issues = optionIssues(options, (option) => `"${option}"`);
  if (issues.length > 0) {
    throw new TypeError(`AlbVerifier cannot verify with these options. ${issues.join(" ")}`);
  }
  const userPools = userPoolsOf(listOf(options.issuer), options.jwksUrl);
  const publicKeysUrl = options.publicKeysUrl ?? derivePublicKeysUrl(options.loadBalancerArns);
  return {
    signers: new Set(options.loadBalancerArns),
    clientIds: new Set(options.clientIds),
    issuers: new Set(userPools.flatMap(({ issuers }) => issuers)),
    userPools,
    publicKeysUrl: publicKeysUrl.replace(/\/+$/, ""),
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
