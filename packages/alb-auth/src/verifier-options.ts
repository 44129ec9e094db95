import type { VerificationOutcome } from "./error-codes.ts";
import { FetchBudget } from "./fetch-budget.ts";
import type { Fetch, FetchPolicy } from "./fetch-resource.ts";
import { parseLoadBalancerArn, publicKeysUrlOf } from "./load-balancer-arn.ts";

/** Options of {@link AlbVerifier}. */
export interface AlbVerifierOptions {
  /** ARNs of the Application Load Balancers in front of this container: 1 or more, one region. */
  readonly loadBalancerArns: readonly string[];
  /** Ids of the Cognito app clients: 1, or 2 during a rotation. */
  readonly clientIds: readonly string[];
  /** Issuer of the user pool's tokens, `https://cognito-idp.<region>.amazonaws.com/<pool id>`. */
  readonly issuer: string;
  /**
   * Base address of the load balancers' public keys.
   * @default - the documented address of the load balancers' region and partition
   */
  readonly publicKeysUrl?: string;
  /**
   * Address of the user pool's JWKS.
   * @default - the issuer's `/.well-known/jwks.json`
   */
  readonly jwksUrl?: string;
  /** @default - the global `fetch` */
  readonly fetch?: Fetch;
  /** The time in milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** Longest wait for one fetch in milliseconds, 1 or more. @default 2000 */
  readonly timeoutMilliseconds?: number;
  /** Attempts to fetch a key in all, 1 or more. @default 3 */
  readonly maxAttempts?: number;
  /** Wait before the second attempt in milliseconds, doubled each time. @default 100 */
  readonly retryDelayMilliseconds?: number;
  /** Fetches for unknown key ids in any 60 seconds, 1 or more; retries count. @default 30 */
  readonly maxFetchesPerMinute?: number;
  /** Public keys of load balancers held at once, 1 or more. @default 50 */
  readonly maxPublicKeys?: number;
  /**
   * Verified data tokens remembered until they expire; 0 remembers none. They live for two minutes
   * and help a burst of requests at most; thousands of them only make the garbage collector work.
   * @default 100
   */
  readonly maxRecentDataTokens?: number;
  /** Verified access tokens remembered until they expire; 0 remembers none. @default 5000 */
  readonly maxRecentAccessTokens?: number;
  /** Told the outcome of every verification: "OK", "ANONYMOUS" or an error code. */
  readonly onOutcome?: (outcome: VerificationOutcome) => void;
  /** Told for every data token that was not remembered whether its public key was at hand. */
  readonly onKeyLookup?: (hit: boolean) => void;
}

export interface ResolvedVerifierOptions {
  readonly signers: ReadonlySet<string>;
  readonly clientIds: ReadonlySet<string>;
  readonly issuer: string;
  readonly publicKeysUrl: string;
  readonly publicKeysPolicy: FetchPolicy;
  readonly jwksUrl: string;
  readonly jwksPolicy: FetchPolicy;
  readonly now: () => number;
  readonly maxPublicKeys: number;
  readonly maxRecentDataTokens: number;
  readonly maxRecentAccessTokens: number;
}

/** @throws TypeError naming every option that cannot be right. */
export function resolveOptions(options: AlbVerifierOptions): ResolvedVerifierOptions {
  const faults = [
    ...listFaults("loadBalancerArns", options.loadBalancerArns),
    ...listFaults("clientIds", options.clientIds),
    ...(options.issuer ? [] : ['"issuer" is empty.']),
    ...numberFaults(options),
  ];
  const publicKeysUrl = options.publicKeysUrl ?? derivePublicKeysUrl(options.loadBalancerArns);
  if (publicKeysUrl instanceof Error) faults.push(publicKeysUrl.message);
  if (publicKeysUrl instanceof Error || faults.length > 0) {
    throw new TypeError(`alb-auth cannot verify anything with these options. ${faults.join(" ")}`);
  }
  const now = options.now ?? Date.now;
  const policy = (): FetchPolicy => ({
    fetch: options.fetch ?? fetch,
    timeoutMilliseconds: options.timeoutMilliseconds ?? 2_000,
    maxAttempts: options.maxAttempts ?? 3,
    retryDelayMilliseconds: options.retryDelayMilliseconds ?? 100,
    budget: new FetchBudget(options.maxFetchesPerMinute ?? 30, now),
  });
  return {
    signers: new Set(options.loadBalancerArns),
    clientIds: new Set(options.clientIds),
    issuer: options.issuer,
    publicKeysUrl: publicKeysUrl.replace(/\/+$/, ""),
    publicKeysPolicy: policy(),
    jwksUrl: options.jwksUrl ?? `${options.issuer}/.well-known/jwks.json`,
    jwksPolicy: policy(),
    now,
    maxPublicKeys: options.maxPublicKeys ?? 50,
    maxRecentDataTokens: options.maxRecentDataTokens ?? 100,
    maxRecentAccessTokens: options.maxRecentAccessTokens ?? 5_000,
  };
}

/**
 * The address from which these load balancers' keys are fetched, or an error that says why none can
 * be derived: a text that is no ARN, several regions, or a partition without a documented address.
 */
export function derivePublicKeysUrl(arns: readonly string[]): string | Error {
  const urls = new Set<string>();
  for (const text of arns) {
    const arn = parseLoadBalancerArn(text);
    if (arn === undefined) {
      return new Error(
        `"${text}" is not an Application Load Balancer's ARN; its keys' region is taken from it.`,
      );
    }
    const url = publicKeysUrlOf(arn);
    if (url === undefined) {
      return new Error(
        `AWS documents no public-key address for partition "${arn.partition}" ("${text}"). ` +
          "Give the base address yourself.",
      );
    }
    urls.add(url);
  }
  const [url, ...others] = urls;
  if (url === undefined || others.length > 0) {
    return new Error("The load balancers are not of exactly one region.");
  }
  return url;
}

function listFaults(name: string, values: readonly string[]): string[] {
  return values.length > 0 && values.every((value) => value !== "")
    ? []
    : [`"${name}" must name at least one and hold no empty text.`];
}

const minimums = {
  timeoutMilliseconds: 1,
  maxAttempts: 1,
  retryDelayMilliseconds: 0,
  maxFetchesPerMinute: 1,
  maxPublicKeys: 1,
  maxRecentDataTokens: 0,
  maxRecentAccessTokens: 0,
} as const;

function numberFaults(options: AlbVerifierOptions): string[] {
  return Object.entries(minimums).flatMap(([name, minimum]) => {
    const value = options[name as keyof typeof minimums];
    return value === undefined || (Number.isInteger(value) && value >= minimum)
      ? []
      : [`"${name}" is ${value}; it must be a whole number of ${minimum} or more.`];
  });
}
