import { bearerOptionIssues, listOf, optionIssues } from "./check-options.ts";
import type { FetchPolicy } from "./key-source.ts";
import { derivePublicKeysUrl } from "./load-balancer-arn.ts";
import type { AlbVerifierOptions, BearerVerifierOptions, UserPoolOptions } from "./options.ts";
import { type UserPool, userPoolsOf } from "./user-pools.ts";

/** What both verifiers need, with its defaults. */
export interface ResolvedUserPoolOptions {
  readonly clientIds: ReadonlySet<string>;
  readonly userPools: readonly UserPool[];
  readonly fetchPolicy: FetchPolicy;
  readonly now: () => number;
  readonly maxCachedAccessTokens: number;
}

/** The options of an AlbVerifier with their defaults. */
export interface ResolvedOptions extends ResolvedUserPoolOptions {
  readonly machineClientIds: ReadonlySet<string>;
  readonly signers: ReadonlySet<string>;
  readonly issuers: ReadonlySet<string>;
  readonly publicKeysUrl: string;
  readonly maxFetchesPerMinute: number;
  readonly maxFetchesPerMinutePerUser: number;
  readonly accessTokenGraceSeconds: number;
  readonly maxPublicKeys: number;
  readonly maxCachedDataTokens: number;
}

/** @throws TypeError that lists every invalid option */
export function resolveOptions(options: AlbVerifierOptions): ResolvedOptions {
  assertValid(
    "AlbVerifier",
    optionIssues(options, (option) => `"${option}"`),
  );
  const userPool = resolveUserPoolOptions(options);
  const publicKeysUrl = options.publicKeysUrl ?? derivePublicKeysUrl(options.loadBalancerArns);
  return {
    ...userPool,
    machineClientIds: new Set(options.machineClientIds),
    signers: new Set(options.loadBalancerArns),
    issuers: new Set(userPool.userPools.flatMap(({ issuers }) => issuers)),
    publicKeysUrl: publicKeysUrl.replace(/\/+$/, ""),
    maxFetchesPerMinute: options.maxFetchesPerMinute ?? 300,
    maxFetchesPerMinutePerUser: options.maxFetchesPerMinutePerUser ?? 10,
    accessTokenGraceSeconds: options.accessTokenGraceSeconds ?? 10,
    maxPublicKeys: options.maxPublicKeys ?? 50,
    maxCachedDataTokens: options.maxCachedDataTokens ?? 100,
  };
}

/** @throws TypeError that lists every invalid option */
export function resolveBearerOptions(options: BearerVerifierOptions): ResolvedUserPoolOptions {
  assertValid("BearerVerifier", bearerOptionIssues(options));
  return resolveUserPoolOptions(options);
}

function assertValid(className: string, issues: readonly string[]): void {
  if (issues.length > 0) {
    throw new TypeError(`${className} cannot verify with these options. ${issues.join(" ")}`);
  }
}

function resolveUserPoolOptions(options: UserPoolOptions): ResolvedUserPoolOptions {
  return {
    clientIds: new Set(options.clientIds),
    userPools: userPoolsOf(listOf(options.issuer), options.jwksUrl),
    fetchPolicy: {
      fetch: options.fetch ?? fetch,
      timeoutMs: options.timeoutMs ?? 1_500,
      maxAttempts: options.maxAttempts ?? 3,
      retryDelayMs: options.retryDelayMs ?? 100,
    },
    now: options.now ?? Date.now,
    maxCachedAccessTokens: options.maxCachedAccessTokens ?? 5_000,
  };
}
