import { hostSyntax } from "./condition-fields";
import { patternMatches } from "./pattern";
import type { PlacedRoute } from "./placed-route";
import {
  type LoginAccess,
  type Route,
  type RouteConditions,
  type Routing,
  sharedListenerPriorities,
} from "./route";
import { routeGroups } from "./route-groups";
import { ruleBand } from "./rule-band";
import type { PlannedLogin, PlannedRule, RulePlan } from "./rule-plan";
import { canonicalScopes, sessionCookieName } from "./session-cookie";
import { splitConditions } from "./split-conditions";
import { placeTokenRoutes, withoutCoveredChallenges } from "./token-routes";

/**
 * Quota of rules of a load balancer, not counting default rules.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const maxRules = 100;

/**
 * The routes in order of evaluation: the public sign-out paths, then the declared routes, those with
 * tokens as {@link placeTokenRoutes} divides them. Where the
 * application has several host names, every route gets them as a condition, so that only the default
 * action applies to other host names.
 *
 * On a listener that others use too, every route gets the application's host names, and no pattern that
 * could match a name of another application.
 */
export function placeRoutes(routing: Routing): PlacedRoute[] {
  const { signOut, hostNames } = routing;
  const placed = placeTokenRoutes(
    routing.routes.map((route, index) => ({ ...route, origin: `routes[${index}]` })),
  );
  if (signOut !== undefined) {
    placed.unshift({
      origin: "signOut",
      conditions: { paths: [signOut.path, signOut.redirectPath] },
      access: { type: "public" },
      target: signOut.target,
    });
  }
  if (routing.sharedListener !== undefined) {
    return withoutCoveredChallenges(
      placed.map((route) => ({
        ...route,
        conditions: { ...route.conditions, hosts: matchingHosts(route.conditions, hostNames) },
      })),
    );
  }
  if (hostNames.length === 1) return withoutCoveredChallenges(placed);
  return withoutCoveredChallenges(
    placed.map((route) => ({
      ...route,
      conditions: { hosts: hostNames, ...withoutUndefined(route.conditions) },
    })),
  );
}

/** The application's host names that a route applies to. */
function matchingHosts(
  { hosts }: RouteConditions,
  hostNames: readonly string[],
): readonly string[] {
  if (hosts === undefined) return hostNames;
  return hostNames.filter((name) =>
    hosts.some((pattern) => patternMatches(pattern, name, hostSyntax)),
  );
}

/** The default route as the last rule of an application on a listener that others use too. */
function placeDefaultRoute({ defaultRoute, hostNames }: Routing): PlacedRoute {
  const { access, target } = defaultRoute;
  return { origin: "defaultRoute", conditions: { hosts: hostNames }, access, target };
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}

/**
 * Plans the listener rules of declared routes: priorities in order of declaration, long lists of
 * values split, a session cookie for each kind of session.
 * @throws Error where a route cannot fit a listener rule, which a checked environment does not contain
 */
export function planRoutes(routing: Routing): RulePlan {
  const { sharedListener: shared } = routing;
  const plan = (login: LoginAccess): PlannedLogin => ({
    scopes: canonicalScopes(login.scopes),
    onUnauthenticatedRequest: login.onUnauthenticatedRequest,
    groups: login.groups,
    sessionCookieName: sessionCookieName(login, shared?.application),
    sessionTimeoutSeconds: login.sessionTimeoutSeconds ?? routing.sessionTimeoutSeconds,
    extraParameters: login.extraParameters,
  });
  const placed = placeRoutes(routing);
  const unplaced = [
    ...placed,
    ...(shared === undefined ? [] : [placeDefaultRoute(routing)]),
  ].flatMap((route) => planRoute(route, plan));
  const band = ruleBand(
    unplaced.map(({ conditions }) => conditions),
    shared && { first: shared.firstPriority, count: sharedListenerPriorities },
  );
  const rules = unplaced.map((rule, index) => ({ priority: band.firstPriority + index, ...rule }));
  const defaultRule = {
    login: plan(routing.defaultRoute.access),
    target: routing.defaultRoute.target,
  };
  const logins = [
    defaultRule.login,
    ...rules.flatMap(({ login }) => (login === undefined ? [] : [login])),
  ];
  return {
    revision: band.revision,
    rules,
    defaultRule,
    isOnSharedListener: shared === undefined ? undefined : true,
    routeGroups: routeGroups(routing, placed),
    sessionCookieNames: [...new Set(logins.map((login) => login.sessionCookieName))],
    scopes: canonicalScopes(logins.flatMap(({ scopes }) => scopes)),
    ...planTokens(routing.routes),
  };
}

function planRoute(
  { origin, conditions, access, target }: PlacedRoute,
  plan: (login: LoginAccess) => PlannedLogin,
): Omit<PlannedRule, "priority">[] {
  const parts = splitConditions(conditions);
  if (parts === undefined) {
    throw new Error(
      `${origin} does not fit a listener rule: it needs too many values or wildcards in one rule`,
    );
  }
  return parts.map((part) => ({
    origin,
    conditions: part,
    login: access.type === "login" ? plan(access) : undefined,
    token: access.type === "token" ? { clients: access.clients, scopes: access.scopes } : undefined,
    isChallenge: access.type === "challenge" || undefined,
    target,
  }));
}

function planTokens(
  routes: readonly Route[],
): Pick<RulePlan, "machineClients" | "protectedResources"> {
  const tokens = routes.flatMap(({ access }) => (access.type === "token" ? [access] : []));
  return {
    machineClients: [...new Set(tokens.flatMap(({ clients }) => clients))].sort(),
    protectedResources: tokens.flatMap(({ resourcePath: path, scopes }) =>
      path === undefined ? [] : [{ path, scopes }],
    ),
  };
}
