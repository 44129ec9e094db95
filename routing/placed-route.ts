import type { Access, Route } from "./route";

/** A route with its place in the configuration. */
export interface PlacedRoute extends Omit<Route, "access"> {
  /** Such as `routes[2]`, or `routes[2] without token` for another rule of the same route. */
  readonly origin: string;
  /** `challenge`: the container rejects the request, since it has no token. */
  readonly access: Access | { readonly type: "challenge" };
}
