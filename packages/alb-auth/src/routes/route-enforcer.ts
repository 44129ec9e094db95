import { AlbAuthError } from "../alb-auth-error.ts";
import type { Identity } from "../identity.ts";
import { parseAddress } from "./ip-range.ts";
import { MatchableRoute, type RouteAttributes } from "./matchable-route.ts";
import { pathReadings } from "./path-readings.ts";
import type { RouteGroups } from "./route-groups.ts";
import { type RoutedRequest, valuesOf } from "./routed-request.ts";

/**
 * Enforces the groups of the route that the load balancer matched. The load balancer compares the raw path,
 * and a router may read another path from it: decoded, without dot segments, in another case. Where any
 * such reading belongs to a route for other groups, the request is rejected, whoever sent it.
 */
export class RouteEnforcer {
  readonly #hosts: ReadonlySet<string>;
  readonly #routes: readonly MatchableRoute[];
  readonly #needsClientAddress: boolean;

  /** @param routeGroups without issues */
  constructor({ hosts, routes }: RouteGroups) {
    this.#hosts = new Set(hosts);
    this.#routes = routes.map((route) => new MatchableRoute(route));
    this.#needsClientAddress = this.#routes.some((route) => route.needsClientAddress);
  }

  /**
   * @param identity `undefined` for an anonymous request
   * @throws AlbAuthError for a user who is in none of the groups, and for a request that could be read as
   * one of another route
   */
  enforce(identity: Identity | undefined, request: RoutedRequest): void {
    const groups = this.groupsFor(request, identity?.subject);
    if (groups === undefined) return;
    if (identity === undefined) throw new AlbAuthError("ERR_AUTHENTICATION_REQUIRED");
    if (groups.some((group) => identity.groups.includes(group))) return;
    throw new AlbAuthError("ERR_ROUTE_GROUP_MISSING", {
      missing: groups,
      subject: identity.subject,
    });
  }

  /**
   * The groups one of which a request needs; `undefined` if it needs none.
   * @param subject who sent it, for the error
   * @throws AlbAuthError for a request that could be read as one of another route
   */
  groupsFor(request: RoutedRequest, subject?: string): readonly string[] | undefined {
    const ambiguous = () => new AlbAuthError("ERR_ROUTE_AMBIGUOUS", { subject });
    const read = this.#read(request);
    if (read === undefined) throw ambiguous();
    const { path, attributes } = read;
    const matching = this.#matching(attributes);
    const own = routeOf(matching, path);
    const required = own?.groups;
    const protectedRoutes = [matching, ...this.#otherReadings(attributes)]
      // A header that leads to another route at the load balancer, such as one with a token, must not open a
      // path that the load balancer has matched with this one.
      .map((routes) => routes.filter((route) => route === own || !route.isChosenByClient))
      .filter((routes) => routes.some(({ groups }) => !isImplied(required, groups)));
    if (protectedRoutes.length === 0) return required;
    const readings = pathReadings(path);
    if (
      readings === undefined ||
      protectedRoutes.some((routes) =>
        readings.some((reading) => isForOthers(routes, reading, required)),
      )
    ) {
      throw ambiguous();
    }
    return required;
  }

  #matching(attributes: RouteAttributes): readonly MatchableRoute[] {
    return this.#routes.filter((route) => route.matchesBesidesPath(attributes));
  }

  /** The routes that the request would meet with the method or the host that a framework reads from it. */
  #otherReadings(attributes: RouteAttributes): (readonly MatchableRoute[])[] {
    const { method, host, headers } = attributes;
    // Routers let the handler of GET respond to HEAD.
    const methods = method === "HEAD" ? ["HEAD", "GET"] : [method];
    // The load balancer forwards this header as the client sent it, and frameworks that trust a proxy read it.
    const forwarded = valuesOf(headers, "x-forwarded-host")
      .flatMap((value) => value.split(","))
      .map(hostNameOf);
    const hosts = new Set([host, ...forwarded.filter((name) => this.#hosts.has(name))]);
    return [...hosts]
      .flatMap((each) => methods.map((name) => ({ ...attributes, method: name, host: each })))
      .slice(1)
      .map((reading) => this.#matching(reading));
  }

  /** @returns `undefined` for a request whose route is not certain */
  #read({ method, target, headers }: RoutedRequest) {
    const [host = "", ...otherHosts] = valuesOf(headers, "host");
    const hostName = hostNameOf(host);
    // A request for another host name would meet no route's condition and need no group.
    const isKnownHost = otherHosts.length === 0 && this.#hosts.has(hostName);
    // A complete URL or `*` has no path that load balancer and router are known to agree on.
    if (!isKnownHost || !target.startsWith("/")) return undefined;
    // The load balancer appends the address of the connection.
    const forwardedFor = valuesOf(headers, "x-forwarded-for").join(",").split(",").at(-1) ?? "";
    const clientAddress = this.#needsClientAddress ? parseAddress(forwardedFor.trim()) : undefined;
    if (this.#needsClientAddress && clientAddress === undefined) return undefined;
    const question = target.indexOf("?");
    const attributes: RouteAttributes = {
      method,
      host: hostName,
      query: question < 0 ? "" : target.slice(question + 1),
      headers,
      clientAddress,
    };
    return { path: question < 0 ? target : target.slice(0, question), attributes };
  }
}

function hostNameOf(host: string): string {
  return host.trim().replace(/:\d*$/, "").toLowerCase();
}

function routeOf(routes: readonly MatchableRoute[], path: string): MatchableRoute | undefined {
  return routes.find((route) => route.matchesPath(path));
}

/** Whether everybody who meets the requirement may pass the other route as well. */
function isImplied(
  required: readonly string[] | undefined,
  others: readonly string[] | undefined,
): boolean {
  if (others === undefined) return true;
  return required?.every((group) => others.includes(group)) ?? false;
}

/** Whether a reading of the path belongs to a route that not everybody who meets the requirement may pass. */
function isForOthers(
  routes: readonly MatchableRoute[],
  reading: string,
  required: readonly string[] | undefined,
): boolean {
  if (!isImplied(required, routeOf(routes, reading)?.groups)) return true;
  // A router may ignore the case and a slash at the end. A route that matches the reading as it is comes
  // behind another one, whose author wrote the path like that.
  const spellings = [reading, reading.endsWith("/") ? reading.replace(/\/+$/, "") : `${reading}/`];
  return routes.some(
    (route) =>
      !isImplied(required, route.groups) &&
      !route.matchesPath(reading) &&
      spellings.some((spelling) => route.matchesPathIgnoringCase(spelling)),
  );
}
