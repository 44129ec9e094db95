import type { OnUnauthenticatedRequest, RouteConditions, Target } from "./route";
import type { RouteGroups } from "./route-groups";

/** An authenticate-cognito action. */
export interface PlannedLogin {
  /** Scopes in canonical order: `openid` first, the rest sorted. */
  readonly scopes: readonly string[];
  readonly onUnauthenticatedRequest: OnUnauthenticatedRequest;
  /** Groups that may pass, which the load balancer cannot see; `undefined` for every user. */
  readonly groups?: readonly string[] | undefined;
  readonly sessionCookieName: string;
  readonly sessionTimeoutSeconds: number;
  readonly extraParameters: Readonly<Record<string, string>>;
}

/** A jwt-validation action. */
export interface PlannedToken {
  /** Names of the machine clients whose tokens pass. */
  readonly clients: readonly string[];
  /** Custom scopes that a token must have. */
  readonly scopes: readonly string[];
}

/** A protected resource, whose metadata the container publishes (RFC 9728). */
export interface PlannedResource {
  readonly path: string;
  readonly scopes: readonly string[];
}

/** One planned listener rule. */
export interface PlannedRule {
  /** 1 to 50000, unique within the listener; lower is evaluated first. */
  readonly priority: number;
  /** Its place in the configuration: `routes[2]`, or `signOut` for the public sign-out paths. */
  readonly origin: string;
  readonly conditions: RouteConditions;
  /** `undefined` for a rule without sign-in. */
  readonly login?: PlannedLogin | undefined;
  /** `undefined` for a rule that validates no token. */
  readonly token?: PlannedToken | undefined;
  /** Whether the rule is for requests of a token route without a token, which the container rejects. */
  readonly isChallenge?: boolean | undefined;
  readonly target: Target;
}

/** The listener's default action: always with sign-in. */
export interface PlannedDefault {
  readonly login: PlannedLogin;
  readonly target: Target;
}

/** All listener rules of an application, in order of priority. */
export interface RulePlan {
  /** Names the list of rules: it changes with their conditions and their order. */
  readonly revision: string;
  readonly rules: readonly PlannedRule[];
  /** The listener's default action. */
  readonly defaultRule: PlannedDefault;
  /**
   * Whether applications share the listener. Its default action is then not the application's: the last
   * of `rules` is `defaultRule`, with the application's host names as condition.
   */
  readonly isOnSharedListener?: boolean | undefined;
  /** Name of every session cookie, the default route's first. */
  readonly sessionCookieNames: readonly string[];
  /** What the containers enforce; `undefined` where no route names groups. */
  readonly routeGroups?: RouteGroups | undefined;
  /** Every requested scope in canonical order: what the app client must allow. */
  readonly scopes: readonly string[];
  /** Names of the machine clients that some rule accepts tokens of, sorted. */
  readonly machineClients: readonly string[];
  readonly protectedResources: readonly PlannedResource[];
}
