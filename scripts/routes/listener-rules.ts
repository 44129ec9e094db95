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

/**
 * The rules of an application in order of evaluation. On a listener of its own the default rule is last;
 * on a shared one every rule has host names, and the last one stands for the default.
 */
export interface ApplicationRules {
  readonly application: string;
  /** Its host names, the preferred one first. */
  readonly hostNames: readonly string[];
  /** On the listener of the edge; absent for one of its own. */
  readonly slot?: number;
  readonly rules: readonly ListenerRule[];
}

/** Stands for all rules of an application that does not exist at that time. */
export const nobody: ListenerRule = {
  name: "no application",
  conditions: {},
  login: undefined,
  target: "",
};

/** Stands for the answer of a shared listener to host names of no application. */
export const unserved: ListenerRule = {
  name: "no application with this host name",
  conditions: {},
  login: undefined,
  target: "response 404",
};

/** Whether the load balancer lets a request pass without a sign-in or a token. */
export function isPublic(rule: ListenerRule): boolean {
  if (rule === nobody || rule === unserved || rule.token !== undefined) return false;
  return rule.login === undefined || rule.login.onUnauthenticatedRequest === "allow";
}
