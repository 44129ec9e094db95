import { BlockList, isIPv4 } from "node:net";
import { coveringRoutes } from "../../routing/coverage";
import type { Access, RouteConditions, Routing, Target } from "../../routing/route";
import type { PlannedToken, RulePlan } from "../../routing/rule-plan";

/** The attributes of a request that listener rules evaluate. */
export interface HttpRequest {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly query: readonly (readonly [key: string, value: string])[];
  readonly sourceIp: string;
}

/** The part of a login that decides how a request is handled. */
export interface Login {
  readonly scopes: readonly string[];
  readonly onUnauthenticatedRequest: string;
  readonly sessionTimeoutSeconds: number;
  readonly extraParameters: Readonly<Record<string, string>>;
}

/** How the load balancer handles a request. */
export interface Decision {
  /** `challenge`: the container rejects a request without a token. */
  readonly login: Login | PlannedToken | "public" | "challenge";
  readonly target: Target;
}

/** Matches a pattern by a regular expression, independently of the automaton under test. */
function fits(pattern: string, text: string, { escapes = false, flags = "i" } = {}): boolean {
  const source = pattern.replaceAll(escapes ? /\\[*?\\]|[\s\S]/g : /[\s\S]/g, (token) => {
    if (token === "*") return "[^]*";
    if (token === "?") return "[^]";
    return (token.length === 2 ? token.slice(1) : token).replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
  });
  return new RegExp(`^${source}$`, flags).test(text);
}

function isInside(range: string, address: string): boolean {
  const [network = "", prefix = ""] = range.split("/");
  const family = isIPv4(network) ? "ipv4" : "ipv6";
  if (isIPv4(address) !== (family === "ipv4")) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), family);
  return list.check(address, family);
}

/** Whether a request meets all conditions, each by one of its values. */
export function meets(conditions: RouteConditions, request: HttpRequest): boolean {
  const { paths, hosts, methods, headers, query, sourceIps } = conditions;
  const escapes = true;
  return (
    (paths?.some((each) => fits(each, request.path, { flags: "" })) ?? true) &&
    (hosts?.some((each) => fits(each, request.host)) ?? true) &&
    (methods?.includes(request.method) ?? true) &&
    (sourceIps?.some((each) => isInside(each, request.sourceIp)) ?? true) &&
    (headers ?? []).every(({ name, values }) =>
      request.headers.some(
        ([given, value]) =>
          given.toLowerCase() === name.toLowerCase() &&
          values.some((each) => fits(each, value, { escapes })),
      ),
    ) &&
    (query ?? []).every(({ key = "*", values }) =>
      request.query.some(
        ([given, value]) =>
          fits(key, given, { escapes }) && values.some((each) => fits(each, value, { escapes })),
      ),
    )
  );
}

/** Decides by the declared routes, from top to bottom. */
export function decideByRoutes(routing: Routing, request: HttpRequest): Decision {
  const { hostNames, routes, defaultRoute, signOut } = routing;
  const isOwnHost = hostNames.includes(request.host.toLowerCase());
  const loginOf = (access: Access): Decision["login"] => {
    if (access.type === "public") return "public";
    if (access.type === "token") return { clients: access.clients, scopes: access.scopes };
    return {
      scopes: [...access.scopes].sort(),
      onUnauthenticatedRequest: access.onUnauthenticatedRequest,
      sessionTimeoutSeconds: access.sessionTimeoutSeconds ?? routing.sessionTimeoutSeconds,
      extraParameters: access.extraParameters,
    };
  };
  if (isOwnHost || hostNames.length === 1) {
    if (signOut !== undefined && [signOut.path, signOut.redirectPath].includes(request.path)) {
      return { login: "public", target: signOut.target };
    }
  }
  const hasToken = request.headers.some(
    ([name, value]) => /^authorization$/i.test(name) && /^bearer ./i.test(value),
  );
  const isMet = ({ conditions }: { readonly conditions: RouteConditions }) =>
    meets(conditions, request) &&
    (isOwnHost || hostNames.length === 1 || conditions.hosts !== undefined);
  /** Index of the last route after it that goes first for requests without a token. */
  const lastWithin = (index: number): number =>
    routes.reduce(
      (last, { conditions, access }, at) =>
        at > index &&
        access.type !== "token" &&
        coveringRoutes([routes[index]?.conditions ?? {}], conditions) !== undefined
          ? at
          : last,
      index,
    );
  const waiting: { readonly after: number; readonly target: Target }[] = [];
  const isWaitingAt = (at: number) => waiting.find(({ after }) => after < at);
  const route = routes.find((each, index) => {
    if (isWaitingAt(index) !== undefined) return true;
    if (!isMet(each)) return false;
    if (each.access.type !== "token" || hasToken) return true;
    waiting.push({ after: lastWithin(index), target: each.target });
    return false;
  });
  const at = route === undefined ? routes.length : routes.indexOf(route);
  const challenged = isWaitingAt(at);
  if (challenged !== undefined) return { login: "challenge", target: challenged.target };
  return {
    login: loginOf((route ?? defaultRoute).access),
    target: (route ?? defaultRoute).target,
  };
}

/** Decides by the planned rules, in order of priority. */
export function decideByPlan({ rules, defaultRule }: RulePlan, request: HttpRequest): Decision {
  const byPriority = [...rules].sort((a, b) => a.priority - b.priority);
  const rule = byPriority.find(({ conditions }) => meets(conditions, request)) ?? defaultRule;
  if ("token" in rule && rule.token !== undefined) {
    return { login: rule.token, target: rule.target };
  }
  if (rule.login === undefined) {
    const isChallenge = "isChallenge" in rule && rule.isChallenge === true;
    return { login: isChallenge ? "challenge" : "public", target: rule.target };
  }
  const { scopes, onUnauthenticatedRequest, sessionTimeoutSeconds, extraParameters } = rule.login;
  return {
    login: {
      scopes: [...scopes].sort(),
      onUnauthenticatedRequest,
      sessionTimeoutSeconds,
      extraParameters,
    },
    target: rule.target,
  };
}
