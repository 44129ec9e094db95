import { derivePublicKeysUrl } from "./load-balancer-arn.ts";
import type { AlbVerifierOptions, BearerVerifierOptions, UserPoolOptions } from "./options.ts";
import { routeGroupsIssues } from "./routes/route-groups-issues.ts";
import { isScope } from "./scope.ts";
import { userPoolsOf } from "./user-pools.ts";

export type OptionName = keyof AlbVerifierOptions;

/** How an issue names an option: `"issuer"`, or the environment variable that it was read from. */
export type NameOf = (option: OptionName) => string;

/** What is wrong with the options, all of it. */
export function optionIssues(options: AlbVerifierOptions, nameOf: NameOf): readonly string[] {
  return [
    ...listIssues(nameOf("loadBalancerArns"), options.loadBalancerArns),
    ...userPoolIssues(options, nameOf),
    ...machineIssues(options, nameOf),
    ...urlIssues(nameOf("publicKeysUrl"), options.publicKeysUrl),
    ...publicKeysIssues(options, nameOf),
    ...routeGroupsIssues(nameOf("routeGroups"), options.routeGroups),
  ];
}

/** What is wrong with the options of a BearerVerifier, all of it. */
export function bearerOptionIssues(options: BearerVerifierOptions): readonly string[] {
  const { requiredScopes = [] } = options;
  return [
    ...userPoolIssues(options, (option) => `"${option}"`),
    ...requiredScopes
      .filter((scope) => !isScope(scope))
      .map(
        (scope) =>
          `"requiredScopes" has "${scope}", which is not a valid OAuth scope. Give each scope as its ` +
          "own entry.",
      ),
  ];
}

function userPoolIssues(options: UserPoolOptions, nameOf: NameOf): string[] {
  return [
    ...listIssues(nameOf("clientIds"), options.clientIds),
    ...issuerIssues(options, nameOf),
    ...urlIssues(nameOf("jwksUrl"), options.jwksUrl),
    ...numberIssues(options, nameOf),
  ];
}

function machineIssues(options: AlbVerifierOptions, nameOf: NameOf): string[] {
  const { machineClientIds, clientIds } = options;
  if (machineClientIds === undefined) return [];
  const name = nameOf("machineClientIds");
  const issues = listIssues(name, machineClientIds);
  if (issues.length > 0 || !Array.isArray(clientIds)) return issues;
  return machineClientIds
    .filter((id) => clientIds.includes(id))
    .map(
      (id) =>
        `${name} has "${id}", which is in ${nameOf("clientIds")} too. An app client is either a program's ` +
        "or the load balancer's: remove it from one of them.",
    );
}

export function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

function listIssues(name: string, values: readonly string[] | undefined): string[] {
  return Array.isArray(values) && values.length > 0 && values.every(isText)
    ? []
    : [`${name} must have at least one entry and no empty string.`];
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function issuerIssues({ issuer, jwksUrl }: UserPoolOptions, nameOf: NameOf): string[] {
  const name = nameOf("issuer");
  const issuers = listOf(issuer ?? []);
  if (issuers.length === 0 || !issuers.every(isText)) {
    return [`${name} is empty: set the issuer of the user pool.`];
  }
  const issues = issuers
    .filter((entry) => !URL.canParse(entry) || entry.endsWith("/"))
    .map(
      (entry) =>
        `${name} "${entry}" matches no token. Copy the \`iss\` of a token exactly, such as ` +
        '"https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_ExAmPlE01".',
    );
  if (jwksUrl !== undefined && userPoolsOf(issuers).length > 1) {
    issues.push(
      `${nameOf("jwksUrl")} is one address, but ${name} names several user pools, each with keys of ` +
        "its own. Leave it out: each pool's address follows from its issuer.",
    );
  }
  return issues;
}

function urlIssues(name: string, url: string | undefined): string[] {
  return url === undefined || URL.canParse(url)
    ? []
    : [`${name} "${url}" is not a URL, so no key can be fetched. Set a complete URL.`];
}

function publicKeysIssues(options: AlbVerifierOptions, nameOf: NameOf): string[] {
  if (options.publicKeysUrl !== undefined) return [];
  const arns = options.loadBalancerArns;
  if (listIssues("", arns).length > 0) return [];
  try {
    derivePublicKeysUrl(arns);
    return [];
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message = error.message.replace("publicKeysUrl", nameOf("publicKeysUrl"));
    return [`${nameOf("loadBalancerArns")}: ${message}`];
  }
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

function numberIssues(
  options: Partial<Record<keyof typeof minimums, number>>,
  nameOf: NameOf,
): string[] {
  return (Object.keys(minimums) as (keyof typeof minimums)[]).flatMap((option) => {
    const value = options[option];
    const minimum = minimums[option];
    return value === undefined || (Number.isInteger(value) && value >= minimum)
      ? []
      : [`${nameOf(option)} is ${value}: it must be an integer of ${minimum} or more.`];
  });
}
