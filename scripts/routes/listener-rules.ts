import type { OnUnauthenticatedRequest, RouteConditions } from "../../routing/route";

/** Who may pass a listener rule. */
export interface RuleLogin {
  readonly scopes: readonly string[];
  readonly onUnauthenticatedRequest: OnUnauthenticatedRequest;
  readonly sessionCookieName: string;
  readonly sessionTimeoutSeconds: number;
  /** Terraform address of the app client, or the id of an existing one. */
  readonly client: string;
  /** Groups that may pass, which the container enforces; absent for every user. */
  readonly groups?: readonly string[] | undefined;
}

/** Whose tokens pass a listener rule. */
export interface RuleToken {
  /** Names of machine clients, or ids of other clients, sorted. */
  readonly clients: readonly string[];
  readonly scopes: readonly string[];
}

/** A listener rule of synthesized JSON. */
export interface ListenerRule {
  /** Such as `routes[3]`; else the priority. */
  readonly name: string;
  /** `undefined` for the default rule, which is last. */
  readonly priority?: number | undefined;
  readonly conditions: RouteConditions;
  /** `undefined` for a rule without an authenticate action. */
  readonly login: RuleLogin | undefined;
  /** `undefined` for a rule without a jwt-validation action. */
  readonly token?: RuleToken | undefined;
  /** Whether the container has to reject the request, since it has no token. */
  readonly isChallenge?: boolean | undefined;
  /** What its last action does, in words. */
  readonly target: string;
}

/** The HTTPS listener of an application: its rules in order of evaluation, the default rule last. */
export interface ApplicationRules {
  readonly application: string;
  /** Its host names, the preferred one first. */
  readonly hostNames: readonly string[];
  readonly rules: readonly ListenerRule[];
}

/** Stands for all rules of an application that does not exist at that time. */
export const nobody: ListenerRule = {
  name: "no application",
  conditions: {},
  login: undefined,
  target: "",
};

/** Whether the load balancer lets a request pass without a sign-in or a token. */
export function isPublic(rule: ListenerRule): boolean {
  if (rule === nobody || rule.token !== undefined) return false;
  return rule.login === undefined || rule.login.onUnauthenticatedRequest === "allow";
}
