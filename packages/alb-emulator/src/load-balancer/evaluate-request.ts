import type { Listener } from "../model/load-balancer.ts";
import { isLogin } from "../model/login-action.ts";
import { callbackPath } from "./authentication/authorization-request.ts";
import { type LimitViolation, limitViolation } from "./http/limits.ts";
import type { RequestAttributes } from "./http/request-attributes.ts";
import { matchRule, type RuleMatch } from "./rules/match-rule.ts";

/** What a listener decides about a request before any action runs. */
export type RequestEvaluation =
  | { readonly type: "rejected"; readonly violation: LimitViolation }
  /** The browser returns from a sign-in. */
  | { readonly type: "callback" }
  | { readonly type: "rule"; readonly match: RuleMatch };

/** The only place that decides it: for requests that are served, and for those that are explained. */
export function evaluateRequest(
  listener: Listener,
  attributes: RequestAttributes,
): RequestEvaluation {
  const violation = limitViolation(attributes);
  if (violation !== undefined) return { type: "rejected", violation };
  // A listener that authenticates handles the callback before any rule, on every host name.
  if (attributes.path === callbackPath && authenticates(listener)) return { type: "callback" };
  return { type: "rule", match: matchRule(listener, attributes) };
}

function authenticates({ rules, defaultRule }: Listener): boolean {
  return [...rules, defaultRule].some(({ actions }) => actions.some(isLogin));
}
