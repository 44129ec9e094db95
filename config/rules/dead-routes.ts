import { coveringRoutes } from "../../routing/coverage";
import type { RouteConditions } from "../../routing/route";
import { soundRoutes, type TracedRoute } from "./placed-routes";
import type { Rule, RuleFault } from "./rule";

/** No route is dead: each can match something that the routes before it leave over. */
export const deadRouteRule: Rule = ({ applications, identity }, isSound) =>
  Object.entries(applications).flatMap(([name, application]) => {
    const routes = soundRoutes(application, identity, ["applications", name], isSound);
    return routes.flatMap((route, index): RuleFault[] => {
      const earlier = routes.slice(0, index);
      const covering = coveringRoutes(
        earlier.map(({ conditions }) => conditions),
        route.conditions,
      )?.flatMap((at) => earlier[at] ?? []);
      return covering === undefined ? [] : [{ path: route.path, ...deadBehind(covering, route) }];
    });
  });

function deadBehind(
  covering: readonly TracedRoute[],
  route: TracedRoute,
): Pick<RuleFault, "rule" | "fix"> {
  const [only, second] = covering;
  const names = covering.map(({ origin }) => origin).join(" and ");
  if (only?.origin === "signOut" && second === undefined) {
    return {
      rule: "must be able to match: signOut serves these paths already, to everybody, and stands before all routes",
      fix: "remove the route, or set signOut.enabled to false, or choose other paths there",
    };
  }
  if (only !== undefined && second === undefined && isSame(only.conditions, route.conditions)) {
    return {
      rule: `must differ from ${names}: a duplicate can never match, since the first route that matches applies`,
      fix: "remove one of the two",
    };
  }
  return second === undefined
    ? {
        rule: `must be able to match: ${names} matches all that this route would, and stands before it`,
        fix: `move it before ${names}, or narrow that route`,
      }
    : {
        rule: `must be able to match: ${names} together match all that this route would, and stand before it`,
        fix: `move it before ${names}, or narrow those`,
      };
}

function isSame(one: RouteConditions, other: RouteConditions): boolean {
  return coveringRoutes([one], other) !== undefined && coveringRoutes([other], one) !== undefined;
}
