import { hostname } from "node:os";
import { derivePublicKeysUrl } from "alb-auth";
import * as checks from "./config-checks";

/** The container's whole configuration, checked. @see docs/container.md */
export interface ContainerConfig {
  readonly port: number;
  readonly appUrl: URL;
  readonly loadBalancerArns: readonly string[];
  readonly publicKeysUrl: URL;
  readonly issuer: string;
  readonly jwksUrl: URL;
  readonly clientIds: readonly string[];
  /** The first of the client ids: the one that new sessions belong to. */
  readonly clientId: string;
  readonly cognitoDomainUrl: URL;
  readonly sessionCookieNames: readonly string[];
  readonly logLevel: string;
  /** Tells one container from another on the page. */
  readonly containerName: string;
}

/** Thrown with everything that is wrong at once. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join("\n"));
  }
}

/** What a missing variable is for, and what it looks like. */
const required = {
  PORT: 'The port to listen on, such as "8080".',
  APP_URL: 'The address people use, such as "https://app.example.com".',
  ALB_ARN: "The load balancer's ARN, or several separated by commas; only their tokens count.",
  COGNITO_ISSUER:
    'The pool whose users count, "https://cognito-idp.<region>.amazonaws.com/<pool id>".',
  COGNITO_CLIENT_ID: "The app client's id, or two separated by a comma during a rotation.",
  COGNITO_DOMAIN_URL: "The sign-in pages' address; sign-out goes there.",
  SESSION_COOKIE_NAMES:
    'The rules\' session cookie names, separated by commas, such as "AWSELBAuthSessionCookie".',
} as const;

/** Variables that may be left out, with what then holds. */
export const optional = {
  ALB_PUBLIC_KEYS_URL: "the documented address of the load balancer's region and partition",
  COGNITO_JWKS_URL: "COGNITO_ISSUER with `/.well-known/jwks.json`",
  LOG_LEVEL: "`info`",
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Makes the configuration of environment variables; nothing else reads them.
 * @throws ConfigError with every fault of every variable.
 */
export function parseConfig(env: Environment): ContainerConfig {
  const faults: string[] = [];
  // A faulty variable's value is never looked at: the faults are thrown before.
  function read<T>(name: keyof typeof required | keyof typeof optional, check: checks.Check<T>) {
    const text = env[name]?.trim() ?? "";
    try {
      if (text !== "") return check(text);
      if (name in required) {
        faults.push(`${name} is not set. ${required[name as keyof typeof required]}`);
      }
    } catch (error) {
      if (!(error instanceof checks.ConfigFault)) throw error;
      faults.push(`${name} "${text}" ${error.message}`);
    }
    return undefined as T;
  }

  const port = read("PORT", checks.tcpPort);
  const appUrl = read("APP_URL", checks.siteUrl);
  const loadBalancerArns = read("ALB_ARN", checks.loadBalancerArns);
  const issuer = read("COGNITO_ISSUER", checks.issuerUrl);
  const clientIds = read("COGNITO_CLIENT_ID", checks.clientIds);
  const cognitoDomainUrl = read("COGNITO_DOMAIN_URL", checks.siteUrl);
  const sessionCookieNames = read("SESSION_COOKIE_NAMES", checks.cookieNames);
  const givenPublicKeysUrl: URL | undefined = read("ALB_PUBLIC_KEYS_URL", checks.webUrl);
  const givenJwksUrl: URL | undefined = read("COGNITO_JWKS_URL", checks.webUrl);
  const logLevel: string | undefined = read("LOG_LEVEL", checks.logLevel);

  const publicKeysUrl = givenPublicKeysUrl ?? derivePublicKeysUrl(loadBalancerArns ?? []);
  if (publicKeysUrl instanceof Error && loadBalancerArns !== undefined) {
    faults.push(
      `ALB_ARN "${loadBalancerArns.join(",")}": ${publicKeysUrl.message} Variable: ALB_PUBLIC_KEYS_URL.`,
    );
  }
  if (publicKeysUrl instanceof Error || faults.length > 0) throw new ConfigError(faults);

  return Object.freeze({
    port,
    appUrl,
    loadBalancerArns,
    publicKeysUrl: new URL(publicKeysUrl),
    issuer,
    jwksUrl: givenJwksUrl ?? new URL(`${issuer}/.well-known/jwks.json`),
    clientIds,
    clientId: String(clientIds[0]),
    cognitoDomainUrl,
    sessionCookieNames,
    logLevel: logLevel ?? "info",
    containerName: containerNameOf(env),
  });
}

/**
 * On ECS the container's id, which the address of its metadata ends with; elsewhere the host's name.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html
 */
function containerNameOf(env: Environment): string {
  return env.ECS_CONTAINER_METADATA_URI_V4?.split("/").pop() || hostname();
}
