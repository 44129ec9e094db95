import { hostname } from "node:os";
import { derivePublicKeysUrl, ProtectedResources } from "alb-auth";
import * as checks from "./checks";

/** The container's configuration, checked. @see docs/container.md */
export interface ContainerConfig {
  readonly port: number;
  /** Address to listen on. `undefined` for every interface. */
  readonly host: string | undefined;
  /** The main one of {@link appUrls}. */
  readonly appUrl: URL;
  /** One for each host name of the application. */
  readonly appUrls: readonly URL[];
  readonly publicKeysUrl: URL;
  readonly clientIds: readonly string[];
  /** The first of the client ids: the one that new sessions belong to. */
  readonly clientId: string;
  /** Programs whose tokens are accepted. */
  readonly machineClientIds: readonly string[];
  /** What is published for clients without a token. */
  readonly protectedResources: ProtectedResources;
  readonly cognitoDomainUrl: URL;
  /** Cognito's API in the user pool's region. */
  readonly cognitoApiUrl: URL;
  readonly sessionCookieNames: readonly string[];
  /** Path that ends the session. */
  readonly signOutPath: string;
  /** Path that Cognito redirects to after sign-out. */
  readonly signedOutPath: string;
  /** The load balancer's idle timeout. */
  readonly idleTimeoutSeconds: number;
  /** From SIGTERM to SIGKILL. */
  readonly stopTimeoutSeconds: number;
  readonly logLevel: string;
  /** Pages of the demo to link to: those that this environment's routes and groups make usable. */
  readonly demoPages: readonly checks.DemoPage[];
  /** The local emulator's inspector. `undefined` in AWS. */
  readonly inspectorUrl: URL | undefined;
  /** Distinguishes containers on the start page. */
  readonly containerName: string;
}

/** Thrown with every issue of the configuration. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(readonly issues: readonly string[]) {
    super(issues.join("\n"));
  }
}

/** Required variables: what each is for, and an example. */
const required = {
  PORT: 'Set the port to listen on, such as "8080".',
  APP_URL: 'Set the address that people use, such as "https://app.example.com".',
  ALB_ARN: "Set the ARN of the load balancer, or several separated by commas.",
  COGNITO_ISSUER:
    'Set the issuer of the user pool, "https://cognito-idp.<region>.amazonaws.com/<pool id>".',
  COGNITO_CLIENT_ID: "Set the app client id, or two separated by a comma during a rotation.",
  COGNITO_DOMAIN_URL: "Set the address of the user pool domain, where sign-out ends.",
  SESSION_COOKIE_NAMES:
    'Set the session cookie names of the rules, separated by commas, such as "AWSELBAuthSessionCookie".',
} as const;

/** Optional variables, with their defaults. */
export const optional = {
  ALB_PUBLIC_KEYS_URL: "the documented address for the load balancer's region and partition",
  COGNITO_MACHINE_CLIENT_IDS: "none: bearer tokens are ignored",
  PROTECTED_RESOURCES: "none",
  COGNITO_JWKS_URL: "COGNITO_ISSUER with `/.well-known/jwks.json`",
  COGNITO_API_URL: "Cognito's API in the region of COGNITO_ISSUER",
  APP_URLS: "`APP_URL` alone",
  SIGN_OUT_PATH: "`/logout`",
  SIGNED_OUT_PATH: "`/signed-out`",
  IDLE_TIMEOUT_SECONDS: "60",
  STOP_TIMEOUT_SECONDS: "30",
  ROUTE_GROUPS: "no route needs a group",
  HOST: "every interface",
  LOG_LEVEL: "`info`",
  DEMO_PAGES: "the start page alone",
  INSPECTOR_URL: "no link to the local emulator's inspector",
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from environment variables. Nothing else reads them.
 * @throws ConfigError with every issue of every variable
 */
export function parseConfig(env: Environment): ContainerConfig {
  const issues: string[] = [];
  // An invalid variable gives `undefined`, which is never used: the issues are thrown before.
  function read<T>(name: keyof typeof required | keyof typeof optional, check: checks.Check<T>) {
    const text = env[name]?.trim() ?? "";
    try {
      if (text !== "") return check(text);
      if (name in required) {
        issues.push(`${name} is not set. ${required[name as keyof typeof required]}`);
      }
    } catch (error) {
      if (!(error instanceof checks.InvalidValueError)) throw error;
      issues.push(`${name} "${text}" ${error.message}`);
    }
    return undefined as T;
  }

  const port = read("PORT", checks.tcpPort);
  const appUrl = read("APP_URL", checks.originUrl);
  const loadBalancerArns = read("ALB_ARN", checks.loadBalancerArns);
  const clientIds = read("COGNITO_CLIENT_ID", checks.clientIds);
  const machineClientIds = read("COGNITO_MACHINE_CLIENT_IDS", checks.clientIds) ?? [];
  const cognitoDomainUrl = read("COGNITO_DOMAIN_URL", checks.originUrl);
  const sessionCookieNames = read("SESSION_COOKIE_NAMES", checks.cookieNames);
  const givenPublicKeysUrl: URL | undefined = read("ALB_PUBLIC_KEYS_URL", checks.webUrl);
  const otherAppUrls: readonly URL[] | undefined = read("APP_URLS", checks.originUrls);
  const signOutPath = read("SIGN_OUT_PATH", checks.signOutPath) ?? "/logout";
  const signedOutPath = read("SIGNED_OUT_PATH", checks.signOutPath) ?? "/signed-out";
  const idleTimeoutSeconds = read("IDLE_TIMEOUT_SECONDS", checks.seconds(1, 4000)) ?? 60;
  const stopTimeoutSeconds = read("STOP_TIMEOUT_SECONDS", checks.seconds(2, 120)) ?? 30;
  const host: string | undefined = read("HOST", checks.listenAddress);
  const logLevel: string | undefined = read("LOG_LEVEL", checks.logLevel);
  const demoPages = read("DEMO_PAGES", checks.demoPageNames) ?? [];
  const inspectorUrl: URL | undefined = read("INSPECTOR_URL", checks.webUrl);

  if (signOutPath === signedOutPath) {
    issues.push(
      `SIGNED_OUT_PATH "${signedOutPath}" is also the path that signs out, so nobody would see that it worked. Set another path.`,
    );
  }

  const issuer: string | undefined = read("COGNITO_ISSUER", checks.issuerUrl);
  const cognitoApiUrl: URL | undefined = read("COGNITO_API_URL", checks.webUrl);
  // Only checked here, so that all issues are reported together: AlbVerifier.fromEnvironment reads it.
  read("COGNITO_JWKS_URL", checks.webUrl);

  const protectedResources = protectedResourcesOf(env, issues);
  const publicKeysUrl = givenPublicKeysUrl ?? publicKeysUrlOf(loadBalancerArns, issues);
  if (publicKeysUrl === undefined || protectedResources === undefined || issues.length > 0) {
    throw new ConfigError(issues);
  }

  return Object.freeze({
    port,
    host,
    appUrl,
    appUrls: withoutDuplicates([appUrl, ...(otherAppUrls ?? [])]),
    publicKeysUrl,
    clientIds,
    clientId: String(clientIds[0]),
    machineClientIds,
    protectedResources,
    cognitoDomainUrl,
    cognitoApiUrl: cognitoApiUrl ?? apiUrlOf(String(issuer)),
    sessionCookieNames,
    signOutPath,
    signedOutPath,
    idleTimeoutSeconds,
    stopTimeoutSeconds,
    logLevel: logLevel ?? "info",
    demoPages,
    inspectorUrl,
    containerName: containerNameOf(env),
  });
}

function withoutDuplicates(urls: readonly URL[]): readonly URL[] {
  return [...new Map(urls.map((url) => [url.origin, url])).values()];
}

/** Both issuers of a user pool name the host of its region's API. */
function apiUrlOf(issuer: string): URL {
  const url = new URL("/", issuer);
  url.hostname = url.hostname.replace(/^issuer-/, "");
  return url;
}

function publicKeysUrlOf(arns: readonly string[] | undefined, issues: string[]): URL | undefined {
  if (arns === undefined) return undefined;
  try {
    return new URL(derivePublicKeysUrl(arns));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message = error.message.replace("publicKeysUrl", "ALB_PUBLIC_KEYS_URL");
    issues.push(`ALB_ARN "${arns.join(",")}": ${message}`);
    return undefined;
  }
}

function protectedResourcesOf(env: Environment, issues: string[]): ProtectedResources | undefined {
  try {
    return ProtectedResources.fromEnvironment(env);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Issues of the other variables are reported on their own.
    if (issues.length === 0) issues.push(error.message);
    return undefined;
  }
}

/**
 * The container id on ECS, which is the end of its metadata address; the host name elsewhere.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html
 */
function containerNameOf(env: Environment): string {
  return env.ECS_CONTAINER_METADATA_URI_V4?.split("/").pop() || hostname();
}
