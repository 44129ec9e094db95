import type { RequestHeaders } from "../oidc-headers.ts";
import { type IpAddress, IpRange } from "./ip-range.ts";
import type { GroupRoute, RouteQuery } from "./route-groups.ts";
import { valuesOf } from "./routed-request.ts";
import { Wildcard } from "./wildcard.ts";

/** What the conditions of a route look at, besides the path. */
export interface RouteAttributes {
  readonly method: string;
  readonly host: string;
  /** Without `?`; empty when there is none. */
  readonly query: string;
  readonly headers: RequestHeaders;
  /** The client's address as the load balancer saw it. */
  readonly clientAddress: IpAddress | undefined;
}

type Predicate = (attributes: RouteAttributes) => boolean;

/** A route that requests can be compared with. */
export class MatchableRoute {
  readonly groups: readonly string[] | undefined;
  readonly needsClientAddress: boolean;
  /** Whether headers or parameters decide about it, which a client sends or leaves out at will. */
  readonly isChosenByClient: boolean;
  readonly #paths: readonly Wildcard[] | undefined;
  readonly #conditions: readonly Predicate[];

  constructor(route: GroupRoute) {
    this.groups = route.groups;
    this.isChosenByClient = route.headers !== undefined || route.query !== undefined;
    this.needsClientAddress = route.sourceIps !== undefined;
    this.#paths = route.paths?.map((path) => new Wildcard(path));
    this.#conditions = conditionsOf(route);
  }

  /** Whether a request meets every condition but that on the path. */
  matchesBesidesPath(attributes: RouteAttributes): boolean {
    return this.#conditions.every((condition) => condition(attributes));
  }

  matchesPath(path: string): boolean {
    return this.#paths?.some((pattern) => pattern.matches(path)) ?? true;
  }

  matchesPathIgnoringCase(path: string): boolean {
    return this.#paths?.some((pattern) => pattern.matchesIgnoringCase(path)) ?? true;
  }
}

function conditionsOf({ hosts, methods, headers, query, sourceIps }: GroupRoute): Predicate[] {
  const hostPatterns = hosts?.map((host) => new Wildcard(host));
  const ranges = sourceIps?.map((range) => IpRange.parse(range));
  return [
    ...(methods ? [({ method }: RouteAttributes) => methods.includes(method)] : []),
    ...(hostPatterns
      ? [
          ({ host }: RouteAttributes) =>
            hostPatterns.some((pattern) => pattern.matchesIgnoringCase(host)),
        ]
      : []),
    ...(headers ?? []).map(({ name, values }) => {
      const lowerCaseName = name.toLowerCase();
      const patterns = values.map((value) => new Wildcard(value, true));
      return (attributes: RouteAttributes) =>
        valuesOf(attributes.headers, lowerCaseName).some((sent) =>
          patterns.some((pattern) => pattern.matchesIgnoringCase(sent)),
        );
    }),
    ...(query ?? []).map(queryCondition),
    ...(ranges
      ? [
          ({ clientAddress }: RouteAttributes) =>
            clientAddress !== undefined &&
            ranges.some((range) => range?.contains(clientAddress) === true),
        ]
      : []),
  ];
}

/** Compared as it was sent, without decoding. */
function queryCondition({ key, values }: RouteQuery): Predicate {
  const keyPattern = key === undefined ? undefined : new Wildcard(key, true);
  const patterns = values.map((value) => new Wildcard(value, true));
  return ({ query }) =>
    query.split("&").some((pair) => {
      if (pair === "") return false;
      const equals = pair.indexOf("=");
      const name = equals < 0 ? pair : pair.slice(0, equals);
      const value = equals < 0 ? "" : pair.slice(equals + 1);
      return (
        (keyPattern?.matchesIgnoringCase(name) ?? true) &&
        patterns.some((pattern) => pattern.matchesIgnoringCase(value))
      );
    });
}
