import type { IdentityContract } from "./state/identity-contract";

/** What {@link containerEnvironment} is made from. */
export interface ContainerEnvironmentOptions {
  readonly port: number;
  /** The application's main host name. */
  readonly hostName: string;
  readonly loadBalancerArn: string;
  readonly identity: IdentityContract;
  readonly clientId: string;
  readonly sessionCookieNames: readonly string[];
}

/**
 * What every container gets so that it can verify its users: the contract between the stacks and
 * the application. Never the client secret, which nothing but the load balancer needs.
 */
export function containerEnvironment(options: ContainerEnvironmentOptions) {
  return {
    PORT: String(options.port),
    APP_URL: `https://${options.hostName}`,
    ALB_ARN: options.loadBalancerArn,
    COGNITO_ISSUER: options.identity.issuer,
    COGNITO_CLIENT_ID: options.clientId,
    COGNITO_DOMAIN_URL: options.identity.signInUrl,
    SESSION_COOKIE_NAMES: options.sessionCookieNames.join(","),
  };
}
