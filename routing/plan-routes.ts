import type { LoginAccess, Route, Routing } from "./route";
import type { PlannedLogin, PlannedRule, RulePlan } from "./rule-plan";
import { canonicalScopes, sessionCookieName } from "./session-cookie";
import { splitConditions } from "./split-conditions";

/**
 * Most rules of a load balancer, its default rules apart.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const maxRules = 100;

/** Priorities leave room behind every route, for the rules that a long list of values becomes. */
const priorityStep = 100;
const signOutPriority = 10;

/** A route with the place it was declared at, and the priority of its first rule. */
export interface PlacedRoute extends Route {
  readonly origin: string;
  readonly priority: number;
}

/**
 * The routes as the load balancer gets them: the public sign-out paths first, then the declared ones
 * in order. Where the application has several host names, every route is bound to them, so that a
 * foreign host name meets the default action only.
 */
export function placeRoutes(routing: Routing): PlacedRoute[] {
  const { signOut, hostNames } = routing;
  const placed: PlacedRoute[] = routing.routes.map((route, index) => ({
    ...route,
    origin: `routes[${index}]`,
    priority: (index + 1) * priorityStep,
  }));
  if (signOut !== undefined) {
    placed.unshift({
      origin: "signOut",
      priority: signOutPriority,
      conditions: { paths: [signOut.path, signOut.redirectPath] },
      access: { type: "public" },
      target: signOut.target,
    });
  }
  if (hostNames.length === 1) return placed;
  return placed.map((route) => ({
    ...route,
    conditions: { hosts: hostNames, ...withoutUndefined(route.conditions) },
  }));
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}

/**
 * Turns declared routes into listener rules: priorities in order of declaration with gaps, long
 * lists split, a session cookie for every kind of session. Pure: the same routes give the same plan.
 * @throws Error where a route cannot fit a listener rule; the configuration refuses those first.
 */
export function planRoutes(routing: Routing): RulePlan {
  const plan = (login: LoginAccess): PlannedLogin => ({
    scopes: canonicalScopes(login.scopes),
    onUnauthenticatedRequest: login.onUnauthenticatedRequest,
    sessionCookieName: sessionCookieName(login),
    sessionTimeoutSeconds: login.sessionTimeoutSeconds ?? routing.sessionTimeoutSeconds,
    extraParameters: login.extraParameters,
  });
  const rules = placeRoutes(routing).flatMap((route) => planRoute(route, plan));
  const defaultRule = {
    login: plan(routing.defaultRoute.access),
    target: routing.defaultRoute.target,
  };
  const logins = [
    defaultRule.login,
    ...rules.flatMap(({ login }) => (login === undefined ? [] : [login])),
  ];
  return {
    rules,
    defaultRule,
    sessionCookieNames: [...new Set(logins.map((login) => login.sessionCookieName))],
    scopes: canonicalScopes(logins.flatMap(({ scopes }) => scopes)),
  };
}

function planRoute(
  { origin, priority, conditions, access, target }: PlacedRoute,
  plan: (login: LoginAccess) => PlannedLogin,
): PlannedRule[] {
  const parts = splitConditions(conditions);
  if (parts === undefined) {
    throw new Error(
      `${origin} fits no listener rule: it needs too many values or wildcards in one`,
    );
  }
  return parts.map((part, index) => ({
    priority: priority + index,
    origin,
    conditions: part,
    login: access.type === "login" ? plan(access) : undefined,
    target,
  }));
}
