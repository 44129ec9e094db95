import type { Listener, LoadBalancerModel, Rule } from "../../model/load-balancer.ts";
import { isLogin, type LoginAction } from "../../model/login-action.ts";
import { expectedLoginError } from "../authentication/expected-login-error.ts";
import { isDefaultPort } from "../http/request-attributes.ts";
import { covers } from "../rules/coverage.ts";
import { listenerUnreachable, providerUnreachable, targetUnreachable } from "./network.ts";

/** @returns likely mistakes that AWS accepts, found without any request. */
export function warnings(model: LoadBalancerModel): readonly string[] {
  const logins = model.listeners.flatMap(rulesOf).flatMap(({ actions }) => actions.filter(isLogin));
  const texts = [
    ...model.listeners.map(({ port }) => listenerUnreachable(model.network, port)),
    ...logins.map((login) => providerUnreachable(model.network, login)),
    ...model.targetGroups.map((group) => targetUnreachable(model.network, group)),
    ...loginWarnings(model),
    ...model.listeners.flatMap((listener) => [
      ...sharedCookies(rulesOf(listener)),
      ...unreachableRules(listener.rules),
      ...publicForAllPaths(listener.rules),
      ...openDefaultAction(listener),
    ]),
  ];
  return [...new Set(texts.filter((text) => text !== undefined))];
}

function rulesOf({ rules, defaultRule }: Listener): readonly Rule[] {
  return [...rules, defaultRule];
}

/** Sign-in errors to expect on the host names of the rules, each once. */
function loginWarnings({ hostNames, listeners }: LoadBalancerModel): readonly string[] {
  const addresses = new Map<string, Set<string>>();
  for (const listener of listeners) {
    for (const rule of rulesOf(listener)) {
      for (const error of expectedLoginErrors(hostNames, listener, rule)) {
        addresses.set(error, (addresses.get(error) ?? new Set()).add(rule.address));
      }
    }
  }
  return [...addresses].map(([error, found]) => `${error} (${[...found].join("; ")})`);
}

function expectedLoginErrors(
  hostNames: readonly string[],
  { port }: Listener,
  { actions, conditions }: Rule,
) {
  const hostsOfRule = conditions
    .flatMap((condition) => (condition.field === "host-header" ? condition.values : []))
    .filter((value) => !/[*?]/.test(value));
  const names = hostsOfRule.length > 0 ? hostsOfRule : hostNames;
  const hosts = names.map((name) => (isDefaultPort("https", port) ? name : `${name}:${port}`));
  return actions
    .filter(isLogin)
    .flatMap((action) => hosts.map((host) => expectedLoginError(action, host)))
    .filter((error) => error !== undefined);
}

function sharedCookies(rules: readonly Rule[]): readonly string[] {
  const logins = rules.flatMap(({ address, actions }) =>
    actions.filter(isLogin).map((action) => ({ address, action })),
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
          `${address} (scope "${action.scope}") and ${other.address} (scope "${other.action.scope}") share session cookie ${action.sessionCookieName}: a session from one rule is accepted by the other, without the scopes that the other asks for. Give each its own session_cookie_name.`,
      ),
  );
}

function scopesOf({ scope }: LoginAction): string {
  return scope.split(" ").sort().join(" ");
}

function unreachableRules(rules: readonly Rule[]): readonly string[] {
  return rules.flatMap((later, index) => {
    const earlier = rules.slice(0, index).find((rule) => covers(rule, later));
    return earlier === undefined
      ? []
      : [
          `${later.address} (priority ${later.priority}) is unreachable: ${earlier.address} (priority ${earlier.priority}) is evaluated first and matches every such request. Change the priorities, or remove the rule.`,
        ];
  });
}

/** Without authentication, a rule for every path makes all later rules public. */
function publicForAllPaths(rules: readonly Rule[]): readonly string[] {
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
        `${address} (priority ${priority}) forwards every path without authentication, so later rules never ask anybody to sign in. Add an authenticate action, or narrow the path.`,
    );
}

/** Sign-in on some paths, and none on every path that no rule names. */
function openDefaultAction({ protocol, rules, defaultRule }: Listener): readonly string[] {
  const [signIn] = rules.filter(({ actions }) => actions.some(isLogin));
  const isOpen = defaultRule.actions.every(({ type }) => type === "forward");
  return protocol === "HTTPS" && signIn !== undefined && isOpen
    ? [
        `The default action of ${defaultRule.address} forwards without authentication, while ${signIn.address} asks users to sign in: every path that no rule matches is open to anybody. Add an authenticate action to the default action, or let it return a fixed response.`,
      ]
    : [];
}
