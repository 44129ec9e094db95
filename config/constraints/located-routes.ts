import type { PlacedRoute } from "../../routing/placed-route";
import { placeRoutes } from "../../routing/plan-routes";
import type { Path } from "../issue";
import { routingOf } from "../routing-of";
import type { Application, Identity } from "../schema/environment";
import { hasCondition } from "./conditions";

/** A route as the load balancer gets it, with the path of its conditions in the file. */
export interface LocatedRoute extends PlacedRoute {
  readonly path: Path;
}

/**
 * The routes in order of evaluation. Without those that have no conditions, which is an issue of its
 * own: they would shadow every other route.
 */
export function locatedRoutes(
  application: Application,
  identity: Identity,
  base: Path,
): LocatedRoute[] {
  const withoutCondition = application.routes.flatMap(({ conditions }, index) =>
    hasCondition(conditions) ? [] : [`routes[${index}]`],
  );
  return placeRoutes(routingOf(String(base.at(-1)), application, identity))
    .filter(({ origin }) => !withoutCondition.some((each) => origin.startsWith(each)))
    .map((route) => ({ ...route, path: pathOf(route.origin, base) }));
}

function pathOf(origin: string, base: Path): Path {
  if (origin === "signOut") return [...base, "signOut"];
  return [...base, "routes", Number(origin.replace(/\D/g, "")), "conditions"];
}
