import { coveringRoutes } from "./coverage";
import type { PlacedRoute } from "./placed-route";
import type { RouteConditions } from "./route";

/** The header that carries a bearer token. Its name and its value match in any case. */
const bearerHeader = { name: "Authorization", values: ["Bearer *"] } as const;

const wellKnownPath = "/.well-known/oauth-protected-resource";

/**
 * Path of the metadata of a protected resource.
 * @see https://www.rfc-editor.org/rfc/rfc9728#section-3.1
 */
export function metadataPath(resourcePath: string): string {
  return `${wellKnownPath}${resourcePath}`;
}

/** The conditions of a route, for requests with a bearer token only. */
export function withBearerToken(conditions: RouteConditions): RouteConditions {
  return { ...conditions, headers: [...(conditions.headers ?? []), bearerHeader] };
}

/**
 * The rules of token routes among the others. Each becomes up to three:
 *
 * - at its own place, requests with a bearer token;
 * - behind it, the same requests without one, which the container rejects. A later route within the
 *   conditions goes first, so that a browser can sign in on the same path;
 * - in front of everything, the public metadata of its protected resource.
 */
export function placeTokenRoutes(routes: readonly PlacedRoute[]): PlacedRoute[] {
  const placed = routes.map((route) => [
    route.access.type === "token"
      ? { ...route, conditions: withBearerToken(route.conditions) }
      : route,
  ]);
  routes.forEach((route, index) => {
    if (route.access.type !== "token") return;
    const last = routes.findLastIndex(
      (other, at) =>
        at > index &&
        other.access.type !== "token" &&
        coveringRoutes([route.conditions], other.conditions) !== undefined,
    );
    placed[Math.max(last, index)]?.push({
      ...route,
      origin: `${route.origin} without token`,
      access: { type: "challenge" },
    });
  });
  return [...routes.flatMap(metadataRoutes), ...placed.flat()];
}

/**
 * The same rules without those for requests without a token that no request can reach.
 * @param placed with every condition, host names included
 */
export function withoutCoveredChallenges(placed: readonly PlacedRoute[]): PlacedRoute[] {
  return placed.filter(
    ({ access, conditions }, index) =>
      access.type !== "challenge" ||
      coveringRoutes(
        placed.slice(0, index).map((each) => each.conditions),
        conditions,
      ) === undefined,
  );
}

function metadataRoutes({ origin, access, target }: PlacedRoute): PlacedRoute[] {
  if (access.type !== "token" || access.resourcePath === undefined) return [];
  return [
    {
      origin: `${origin} metadata`,
      conditions: { paths: [metadataPath(access.resourcePath)] },
      access: { type: "public" },
      target,
    },
  ];
}
