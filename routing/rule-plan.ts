import type { OnUnauthenticated, RouteConditions, Target } from "./route";

/** A cognito authentication step, with nothing left to compute. */
export interface PlannedLogin {
  /** Scopes in canonical order: `openid` first, the rest sorted. */
  readonly scopes: readonly string[];
  readonly onUnauthenticatedRequest: OnUnauthenticated;
  readonly sessionCookieName: string;
  readonly sessionTimeoutSeconds: number;
  readonly extraParameters: Readonly<Record<string, string>>;
}

/** One listener rule to be. */
export interface PlannedRule {
  /** 1 to 50000, unique within the listener; lower is evaluated first. */
  readonly priority: number;
  /** Where it was declared: `routes[2]`, or `signOut` for the built-in public paths. */
  readonly origin: string;
  readonly conditions: RouteConditions;
  /** `undefined` for a public rule. */
  readonly login?: PlannedLogin | undefined;
  readonly target: Target;
}

/** The listener's default action: always a login. */
export interface PlannedDefault {
  readonly login: PlannedLogin;
  readonly target: Target;
}

/** All listener rules of an application, as plain data in order of priority. */
export interface RulePlan {
  readonly rules: readonly PlannedRule[];
  readonly defaultRule: PlannedDefault;
  /** Every session cookie name in use, the default route's first. */
  readonly sessionCookieNames: readonly string[];
  /** Every scope that some login asks for, canonical order: what the app client must allow. */
  readonly scopes: readonly string[];
}
