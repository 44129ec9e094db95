import { coveringRoutes } from "../../routing/coverage";
import type { RouteConditions } from "../../routing/route";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";
import { type LocatedRoute, locatedRoutes } from "./located-routes";

/** Every route can match some request that no earlier route matches. */
export const checkUnreachableRoutes = eachApplication((application, base, { identity }) => {
  const routes = locatedRoutes(application, identity, base);
  return routes.flatMap((route, index): ConstraintIssue[] => {
    const earlier = routes.slice(0, index);
    const covering = coveringRoutes(
      earlier.map(({ conditions }) => conditions),
      route.conditions,
    )?.flatMap((at) => earlier[at] ?? []);
    return covering === undefined ? [] : [{ path: route.path, ...unreachable(covering, route) }];
  });
});

function unreachable(
  covering: readonly LocatedRoute[],
  route: LocatedRoute,
): Pick<ConstraintIssue, "message" | "fix"> {
  const [first, second] = covering;
  const names = covering.map(({ origin }) => origin).join(" and ");
  if (second !== undefined) {
    return {
      message: `is unreachable: ${names} are evaluated first and together match every such request`,
      fix: `move it before ${names}, or narrow their conditions`,
    };
  }
  if (first?.origin === "signOut") {
    return {
      message:
        "is unreachable: the public sign-out paths are evaluated first and match every such request",
      fix: "remove the route, set signOut.enabled to false, or choose other paths in signOut",
    };
  }
  if (first !== undefined && isSame(first.conditions, route.conditions)) {
    return {
      message: `is unreachable: ${names} is evaluated first and has the same conditions`,
      fix: "remove one of the two",
    };
  }
  return {
    message: `is unreachable: ${names} is evaluated first and matches every such request`,
    fix: `move it before ${names}, or narrow the conditions of ${names}`,
  };
}

function isSame(one: RouteConditions, other: RouteConditions): boolean {
  return coveringRoutes([one], other) !== undefined && coveringRoutes([other], one) !== undefined;
}
