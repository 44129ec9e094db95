import { type PlacedRoute, placeRoutes } from "../../routing/plan-routes";
import type { Path } from "../fault";
import { routingOf } from "../routing-of";
import type { Application, Identity } from "../schema/environment";

/** A route as the load balancer gets it, with the place in the file that it comes from. */
export interface TracedRoute extends PlacedRoute {
  readonly path: Path;
}

/**
 * The routes that can be judged: their conditions are there, and free of faults. They are bound to
 * the host names only if those are free of faults too.
 */
export function soundRoutes(
  application: Application,
  identity: Identity,
  base: Path,
  isSound: (path: Path) => boolean,
): TracedRoute[] {
  const routing = routingOf(application, identity);
  const hostsAreSound = isSound([...base, "hostName"]) && isSound([...base, "additionalHostNames"]);
  const hostNames = hostsAreSound ? routing.hostNames : routing.hostNames.slice(0, 1);
  return placeRoutes({ ...routing, hostNames })
    .map((route) => ({ ...route, path: pathOf(route.origin, base) }))
    .filter(({ path, conditions }) => isSound(path) && Object.keys(conditions).length > 0);
}

function pathOf(origin: string, base: Path): Path {
  if (origin === "signOut") return [...base, "signOut"];
  return [...base, "routes", Number(origin.replace(/\D/g, "")), "conditions"];
}
