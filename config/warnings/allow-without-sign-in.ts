import { hostSyntax } from "../../routing/condition-fields";
import { coveringRoutes } from "../../routing/coverage";
import { patternMatches } from "../../routing/pattern";
import type { PlacedRoute } from "../../routing/placed-route";
import { placeRoutes } from "../../routing/plan-routes";
import type { LoginAccess, RouteConditions, Routing } from "../../routing/route";
import { sessionCookieName } from "../../routing/session-cookie";
import { routingOf } from "../routing-of";
import type { FindWarnings } from "./warning";

/**
 * Routes with `allow` on a host name where no route begins a sign-in whose session they read. `allow`
 * itself never asks anybody to sign in, and a session belongs to one host name: nobody is ever signed in
 * there, so the container never gets an identity.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export const warnOfAllowWithoutSignIn: FindWarnings = ({ applications, identity }) =>
  Object.entries(applications).flatMap(([name, application]) => {
    const routing = routingOf(name, application, identity);
    const routes = inOrder(routing);
    return routes.flatMap(({ origin, conditions, access }) => {
      if (!isLogin(access, "allow")) return [];
      const hosts = routing.hostNames
        .filter((host) => appliesTo(conditions, host))
        .filter((host) => !beginsSession(routes, host, sessionCookieName(access)));
      if (hosts.length === 0) return [];
      const index = Number(origin.replace(/\D/g, ""));
      return [
        {
          path: ["applications", name, "routes", index, "access", "onUnauthenticatedRequest"],
          message: `is "allow", but no route of ${hosts.join(" and ")} begins a sign-in whose session this route reads: nobody is ever signed in here, and the container never gets an identity`,
          fix: `add a route for ${hosts.join(" and ")} with the same scopes and onUnauthenticatedRequest: "authenticate", such as for "/login", or leave a path to the default route and give both the same scopes. If nobody should sign in here, use access: { type: "public" }`,
        },
      ];
    });
  });

type OrderedRoute = Pick<PlacedRoute, "origin" | "conditions" | "access">;

/** Every route in order of evaluation, and the default route at the end. */
function inOrder(routing: Routing): OrderedRoute[] {
  const { access } = routing.defaultRoute;
  return [...placeRoutes(routing), { origin: "defaultRoute", conditions: {}, access }];
}

/** Whether a visitor who opens some page of the host name is asked to sign in, into this session. */
function beginsSession(routes: readonly OrderedRoute[], host: string, cookie: string): boolean {
  return routes.some(({ conditions, access }, index) => {
    if (!isLogin(access, "authenticate") || sessionCookieName(access) !== cookie) return false;
    const { methods } = conditions;
    if (!appliesTo(conditions, host) || methods?.includes("GET") === false) return false;
    const earlier = routes.slice(0, index).map((route) => route.conditions);
    const { paths = ["/*"] } = conditions;
    const visits = { ...conditions, paths, hosts: [host], methods: ["GET"] };
    return coveringRoutes(earlier, visits) === undefined;
  });
}

function isLogin(
  access: PlacedRoute["access"],
  onUnauthenticatedRequest: LoginAccess["onUnauthenticatedRequest"],
): access is LoginAccess {
  return access.type === "login" && access.onUnauthenticatedRequest === onUnauthenticatedRequest;
}

function appliesTo({ hosts }: RouteConditions, host: string): boolean {
  return hosts === undefined || hosts.some((each) => patternMatches(each, host, hostSyntax));
}
