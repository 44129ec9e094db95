import type { IdentityContract } from "./state/identity-contract";

/** Options of {@link containerEnvironment}. */
export interface ContainerEnvironmentOptions {
  readonly port: number;
  /** The application's main host name. */
  readonly hostName: string;
  readonly loadBalancerArn: string;
  readonly identity: IdentityContract;
  readonly appClientId: string;
  readonly sessionCookieNames: readonly string[];
}

/**
 * The environment variables that every container needs to verify its users: the contract between the
 * stacks and the application. The client secret is not among them: only the load balancer needs it.
 */
export function containerEnvironment(options: ContainerEnvironmentOptions): Record<string, string> {
  return {
    PORT: String(options.port),
    APP_URL: `https://${options.hostName}`,
    ALB_ARN: options.loadBalancerArn,
    COGNITO_ISSUER: options.identity.userPoolIssuer,
    COGNITO_CLIENT_ID: options.appClientId,
    COGNITO_DOMAIN_URL: options.identity.userPoolDomainBaseUrl,
    SESSION_COOKIE_NAMES: options.sessionCookieNames.join(","),
  };
}
