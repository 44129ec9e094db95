import type { AuthenticateCognitoAction, LoadBalancerModel, Rule } from "../model/load-balancer.ts";
import type { TargetResponse } from "./send-to-target.ts";
import type { CheckedRequest } from "./target-check.ts";

/** Id of the weakness of a program that does not enforce the groups of routes. */
export const groupRouteWeakness = "route-groups-not-enforced";

/** A GET request with genuine headers of a user. */
export interface GroupRouteRequest {
  readonly path: string;
  /** Host of the rule; absent where any host will do. */
  readonly host: string | undefined;
  readonly groups: readonly string[];
  readonly scopes: readonly string[];
}

/** A path of the service that only some groups may request. */
interface GroupPage extends GroupRouteRequest {
  readonly route: string;
}

/**
 * Requests the pages of routes with groups as a user outside of them, by their path and by other spellings of
 * it that a router may take for the same. A page counts if a member of the groups gets it.
 * @param send sends a request with genuine headers
 */
export async function checkGroupRoutes(
  loadBalancer: LoadBalancerModel,
  service: string,
  send: (request: GroupRouteRequest) => Promise<TargetResponse>,
): Promise<readonly CheckedRequest[]> {
  const results: CheckedRequest[] = [];
  for (const page of groupPages(loadBalancer, service)) {
    const member = await send(page);
    if (!isSuccess(member)) continue;
    for (const path of spellings(page.path)) {
      const response = await send({ ...page, path, groups: [] });
      // Another page may be open to everybody at another path.
      const isPage = isSuccess(response) && (path === page.path || response.body === member.body);
      const isError = response.status === 0 || response.status >= 500;
      results.push({
        name: `${page.route}: user outside of the groups, ${path}`,
        status: response.status,
        result: isPage ? "accepted" : isError ? "error" : "rejected",
      });
    }
  }
  return results;
}

function isSuccess({ status }: TargetResponse): boolean {
  return status >= 200 && status < 300;
}

function groupPages(loadBalancer: LoadBalancerModel, service: string): readonly GroupPage[] {
  const arns = loadBalancer.targetGroups
    .filter((group) => group.service === service)
    .map(({ arn }) => arn);
  return loadBalancer.listeners
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => {
      const login = rule.actions.find((action) => action.type === "authenticate-cognito");
      const isForwarded = rule.actions.some(
        (action) =>
          action.type === "forward" && action.targetGroups.some(({ arn }) => arns.includes(arn)),
      );
      return login !== undefined && isForwarded ? pagesOf(rule, login) : [];
    });
}

function pagesOf(rule: Rule, login: AuthenticateCognitoAction): readonly GroupPage[] {
  const { groups, origin, address } = rule;
  if (groups === undefined) return [];
  const valuesOf = (field: "path-pattern" | "host-header" | "http-request-method") =>
    rule.conditions.flatMap((condition) => (condition.field === field ? condition.values : []));
  const methods = valuesOf("http-request-method");
  if (methods.length > 0 && !methods.includes("GET")) return [];
  const host = valuesOf("host-header").find((name) => !/[*?]/.test(name));
  return valuesOf("path-pattern")
    .filter((path) => path.startsWith("/") && !/[*?]/.test(path))
    .map((path) => ({
      path,
      host,
      groups,
      scopes: login.scope.split(" ").filter((name) => name !== ""),
      route: origin?.name ?? address,
    }));
}

/** The path, and other ways to write it. */
function spellings(path: string): readonly string[] {
  const letter = path.search(/[A-Za-z]/);
  const encoded =
    letter < 0
      ? []
      : [`%${path.charCodeAt(letter).toString(16)}`, `%25${path.charCodeAt(letter).toString(16)}`];
  return [
    path,
    ...encoded.map((text) => `${path.slice(0, letter)}${text}${path.slice(letter + 1)}`),
    path.toUpperCase(),
    path.endsWith("/") ? path.slice(0, -1) || path : `${path}/`,
    `/${path}`,
    `/.${path}`,
    `/x/..${path}`,
    `/x/%2e%2e${path}`,
    `/x%2f..${path}`,
    `${path};x=1`,
  ].filter((spelling, index, all) => all.indexOf(spelling) === index);
}
