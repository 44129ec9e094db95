import { coveringRoutes } from "../../routing/coverage";
import type { RouteConditions } from "../../routing/route";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";
import { type LocatedRoute, locatedRoutes } from "./located-routes";

/** Every route can match some request that no earlier route matches. */
export const checkUnreachableRoutes = eachApplication((application, base, { identity }) => {
  const routes = locatedRoutes(application, identity, base);
  return routes.flatMap((route, index): ConstraintIssue[] => {
    // The other rule of a token route, with the conditions of the first.
    if (route.access.type === "challenge") return [];
    const earlier = routes.slice(0, index);
    const covering = coveringRoutes(
      earlier.map(({ conditions }) => conditions),
      route.conditions,
    )?.flatMap((at) => earlier[at] ?? []);
    return covering === undefined
      ? pathsOfSignOut(earlier, route)
      : [{ path: route.path, ...unreachable(covering, route) }];
  });
});

/** Issues of the paths that the public rule of sign-out takes from a route. */
function pathsOfSignOut(earlier: readonly LocatedRoute[], route: LocatedRoute): ConstraintIssue[] {
  const signOut = earlier.filter(({ origin }) => origin === "signOut");
  return (route.conditions.paths ?? []).flatMap((path, index): ConstraintIssue[] => {
    const conditions = { ...route.conditions, paths: [path] };
    const covering = coveringRoutes(
      signOut.map((each) => each.conditions),
      conditions,
    );
    if (covering === undefined) return [];
    return [
      {
        path: [...route.path, "paths", index],
        message:
          "must not be a sign-out path: the public rule of signOut is evaluated first, so this route's access would not apply to it",
        fix: "remove it here, set signOut.enabled to false, or choose other paths in signOut",
      },
    ];
  });
}

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
