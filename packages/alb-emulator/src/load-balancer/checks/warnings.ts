import type {
  AuthenticateCognitoAction,
  LoadBalancerModel,
  Rule,
} from "../../model/load-balancer.ts";
import { loginProblem } from "../authentication/explain-login-error.ts";
import { covers } from "../rules/coverage.ts";
import { cognitoUnreachable, listenerUnreachable, targetUnreachable } from "./network.ts";

/** What AWS accepts and users would trip over, each in words, found without a single request. */
export function warnings(model: LoadBalancerModel): readonly string[] {
  const rules = model.listeners.flatMap((listener) => [...listener.rules, listener.defaultRule]);
  const signsIn = rules.some(({ actions }) => actions.some(isAuthenticate));
  const texts = [
    ...model.listeners.map(({ port }) => listenerUnreachable(model.network, port)),
    signsIn ? cognitoUnreachable(model.network) : undefined,
    ...model.targetGroups.map((group) => targetUnreachable(model.network, group)),
    ...loginWarnings(model, rules),
    ...model.listeners.flatMap((listener) => [
      ...sharedCookies([...listener.rules, listener.defaultRule]),
      ...deadRules(listener.rules),
      ...openToAll(listener.rules),
    ]),
  ];
  return [...new Set(texts.filter((text) => text !== undefined))];
}

function isAuthenticate(action: Rule["actions"][number]): action is AuthenticateCognitoAction {
  return action.type === "authenticate-cognito";
}

/** What Cognito is going to refuse on the host names that lead to rules, each problem once. */
function loginWarnings(model: LoadBalancerModel, rules: readonly Rule[]): readonly string[] {
  const addresses = new Map<string, Set<string>>();
  for (const rule of rules) {
    for (const problem of loginProblems(model, rule)) {
      addresses.set(problem, (addresses.get(problem) ?? new Set()).add(rule.address));
    }
  }
  return [...addresses].map(([problem, found]) => `${problem} (${[...found].join("; ")})`);
}

function loginProblems({ hostNames }: LoadBalancerModel, { actions, conditions }: Rule) {
  const named = conditions
    .flatMap((condition) => (condition.field === "host-header" ? condition.values : []))
    .filter((value) => !/[*?]/.test(value));
  const hosts = named.length > 0 ? named : hostNames;
  return actions
    .filter(isAuthenticate)
    .flatMap((action) => hosts.map((host) => loginProblem(action, host)))
    .filter((problem) => problem !== undefined);
}

function sharedCookies(rules: readonly Rule[]): readonly string[] {
  const logins = rules.flatMap(({ address, actions }) =>
    actions.filter(isAuthenticate).map((action) => ({ address, action })),
  );
  return logins.flatMap(({ address, action }, index) =>
    logins
      .slice(0, index)
      .filter(
        ({ action: other }) =>
          other.sessionCookieName === action.sessionCookieName &&
          (scopesOf(other) !== scopesOf(action) ||
            other.provider.clientId !== action.provider.clientId),
      )
      .slice(0, 1)
      .map(
        (other) =>
          `${address} (scope "${action.scope}") and ${other.address} (scope "${other.action.scope}") share session cookie ${action.sessionCookieName}: a session made by one passes the other, without the scopes that one asks for. Give each its own session_cookie_name.`,
      ),
  );
}

function scopesOf({ scope }: AuthenticateCognitoAction): string {
  return scope.split(" ").sort().join(" ");
}

function deadRules(rules: readonly Rule[]): readonly string[] {
  return rules.flatMap((later, index) => {
    const earlier = rules.slice(0, index).find((rule) => covers(rule, later));
    return earlier === undefined
      ? []
      : [
          `${later.address} (priority ${later.priority}) is never reached: everything it matches goes to ${earlier.address} (priority ${earlier.priority}) before.`,
        ];
  });
}

/** A rule for every path that asks for no login makes the listener's login pointless. */
function openToAll(rules: readonly Rule[]): readonly string[] {
  return rules
    .filter(({ actions }) => actions.every((action) => action.type === "forward"))
    .filter(({ conditions }) =>
      conditions.every(
        (condition) =>
          condition.field === "path-pattern" &&
          condition.values.some((value) => value === "/*" || value === "*"),
      ),
    )
    .map(
      ({ address, priority }) =>
        `${address} (priority ${priority}) forwards every path without a login, so nobody is ever asked to sign in behind it.`,
    );
}
