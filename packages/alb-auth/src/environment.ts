import { optionIssues } from "./check-options.ts";
import { type Environment, listFrom, textOf } from "./environment-text.ts";
import type { AlbVerifierOptions } from "./options.ts";
import type { RouteGroups } from "./routes/route-groups.ts";

/** The variables of the container contract, by the option that each one sets. */
export const environmentVariables = {
  loadBalancerArns: "ALB_ARN",
  clientIds: "COGNITO_CLIENT_ID",
  machineClientIds: "COGNITO_MACHINE_CLIENT_IDS",
  issuer: "COGNITO_ISSUER",
  publicKeysUrl: "ALB_PUBLIC_KEYS_URL",
  jwksUrl: "COGNITO_JWKS_URL",
  routeGroups: "ROUTE_GROUPS",
} as const;

/** What a program sets itself, besides what the environment says. */
export type EnvironmentOptions = Omit<AlbVerifierOptions, keyof typeof environmentVariables>;

/** Text that is not JSON stays a string, which the check of the options rejects. */
function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Reads the options from environment variables. Several values are separated by commas.
 * @throws TypeError that lists every missing or invalid variable
 */
export function optionsFromEnvironment(
  env: Environment,
  options: EnvironmentOptions = {},
): AlbVerifierOptions {
  const names = environmentVariables;
  const publicKeysUrl = textOf(env, names.publicKeysUrl);
  const jwksUrl = textOf(env, names.jwksUrl);
  const routeGroups = textOf(env, names.routeGroups);
  const machineClientIds = listFrom(env, names.machineClientIds);
  const read: AlbVerifierOptions = {
    ...options,
    loadBalancerArns: listFrom(env, names.loadBalancerArns),
    clientIds: listFrom(env, names.clientIds),
    issuer: listFrom(env, names.issuer),
    ...(machineClientIds.length > 0 && { machineClientIds }),
    ...(publicKeysUrl !== undefined && { publicKeysUrl }),
    ...(jwksUrl !== undefined && { jwksUrl }),
    ...(routeGroups !== undefined && { routeGroups: jsonFrom(routeGroups) as RouteGroups }),
  };
  const missing = ([names.loadBalancerArns, names.clientIds, names.issuer] as const).filter(
    (name) => textOf(env, name) === undefined,
  );
  const issues = [
    ...missing.map((name) => `${name} is not set.`),
    ...optionIssues(read, (option) =>
      option in names ? names[option as keyof typeof names] : `"${option}"`,
    ).filter((issue) => !missing.some((name) => issue.startsWith(`${name} `))),
  ];
  if (issues.length > 0) {
    throw new TypeError(
      `The environment does not say whose users to accept. ${issues.join(" ")} The task definition ` +
        "of this project sets these variables, and so does its local emulator.",
    );
  }
  return read;
}
