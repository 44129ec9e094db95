import type { PlacedRoute } from "./placed-route";
import type { RouteConditions, Routing } from "./route";

/** A route as the container gets it. Without `groups`, every request passes that the load balancer forwards. */
export interface GroupRoute extends RouteConditions {
  /** Users who are in one of these groups pass. */
  readonly groups?: readonly string[];
}

/**
 * What the containers of an application must enforce, because the load balancer cannot see groups.
 * docs/container-contract.md is its specification.
 */
export interface RouteGroups {
  /** Every host name of the application, lower case. */
  readonly hosts: readonly string[];
  /**
   * In order of evaluation: the first whose conditions a request meets applies. A request that meets none
   * needs no group.
   */
  readonly routes: readonly GroupRoute[];
}

/**
 * The routes up to the last one with groups: those after it change nothing. The default route comes last,
 * without conditions.
 * @param placed the application's routes in order of evaluation
 * @returns `undefined` where no route names groups
 */
export function routeGroups(
  { hostNames, defaultRoute }: Routing,
  placed: readonly Pick<PlacedRoute, "conditions" | "access">[],
): RouteGroups | undefined {
  const all = [...placed, { conditions: {}, access: defaultRoute.access }];
  const routes = all.map(({ conditions, access }): GroupRoute => {
    const { hosts, paths, methods, headers, query, sourceIps } = conditions;
    const groups = access.type === "login" ? access.groups : undefined;
    return {
      ...(hosts && { hosts }),
      ...(paths && { paths }),
      ...(methods && { methods }),
      ...(headers && { headers }),
      ...(query && { query }),
      ...(sourceIps && { sourceIps }),
      ...(groups && { groups }),
    };
  });
  const last = routes.findLastIndex(({ groups }) => groups !== undefined);
  return last === -1 ? undefined : { hosts: hostNames, routes: routes.slice(0, last + 1) };
}
