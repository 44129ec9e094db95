import type { ReservedVariable } from "../config/constraints/variables";
import type { RulePlan } from "../routing/rule-plan";
import type { IdentityContract } from "./state/identity-contract";

/** Options of {@link containerEnvironment}. */
export interface ContainerEnvironmentOptions {
  readonly port: number;
  /** Every host name of the application, the main one first. */
  readonly hostNames: readonly string[];
  readonly loadBalancerArn: string;
  readonly identity: IdentityContract;
  /** The app client that the load balancer uses first, and the others whose users are accepted. */
  readonly appClientIds: readonly string[];
  /** Ids of the machine clients that token routes accept. */
  readonly machineClientIds: readonly string[];
  readonly protectedResources: RulePlan["protectedResources"];
  readonly sessionCookieNames: readonly string[];
  /** `undefined` where no route names groups. */
  readonly routeGroups: RulePlan["routeGroups"];
  readonly signOut: { readonly path: string; readonly redirectPath: string };
  /** The load balancer's idle timeout. */
  readonly idleTimeoutSeconds: number;
  /** From SIGTERM to SIGKILL. */
  readonly stopTimeoutSeconds: number;
}

type OptionalVariable = "ROUTE_GROUPS" | "COGNITO_MACHINE_CLIENT_IDS" | "PROTECTED_RESOURCES";

/** Every variable is set, but the optional ones only where a route needs them. */
type ContainerEnvironment = Record<Exclude<ReservedVariable, OptionalVariable>, string> &
  Partial<Record<OptionalVariable, string>>;

/**
 * The environment variables of every container: what it needs to verify its users, to end their
 * sessions, and to live behind the load balancer. The contract between the stacks and the application.
 * The client secret is not among them: only the load balancer needs it.
 */
export function containerEnvironment(options: ContainerEnvironmentOptions): ContainerEnvironment {
  const appUrls = options.hostNames.map((hostName) => `https://${hostName}`);
  return {
    PORT: String(options.port),
    APP_URL: String(appUrls[0]),
    APP_URLS: appUrls.join(","),
    ALB_ARN: options.loadBalancerArn,
    COGNITO_ISSUER: options.identity.userPoolIssuer,
    COGNITO_CLIENT_ID: options.appClientIds.join(","),
    COGNITO_DOMAIN_URL: options.identity.userPoolDomainBaseUrl,
    ...(options.machineClientIds.length > 0 && {
      COGNITO_MACHINE_CLIENT_IDS: options.machineClientIds.join(","),
    }),
    ...(options.protectedResources.length > 0 && {
      PROTECTED_RESOURCES: JSON.stringify(options.protectedResources),
    }),
    SESSION_COOKIE_NAMES: options.sessionCookieNames.join(","),
    SIGN_OUT_PATH: options.signOut.path,
    SIGNED_OUT_PATH: options.signOut.redirectPath,
    IDLE_TIMEOUT_SECONDS: String(options.idleTimeoutSeconds),
    STOP_TIMEOUT_SECONDS: String(options.stopTimeoutSeconds),
    ...(options.routeGroups && { ROUTE_GROUPS: JSON.stringify(options.routeGroups) }),
  };
}
