import { accessSchema, loginSchema } from "./access";
import { conditionsSchema } from "./conditions";
import type { Kit } from "./kit";
import { targetSchema } from "./target";

/** One route: conditions, access, target. */
export function routeSchema(kit: Kit) {
  return kit.object({
    /** When the route applies; at least one condition. */
    conditions: conditionsSchema(kit),
    /** Who may pass. */
    access: accessSchema(kit),
    /** Where the request goes. */
    target: targetSchema(kit),
  });
}

/** What happens to every request that no route matches: always a login. */
export function defaultRouteSchema(kit: Kit) {
  return kit.object({
    /** Who may pass. A default that nobody has to sign in for does not exist: a forgotten route fails closed. */
    access: kit
      .variant(
        [loginSchema(kit)],
        {
          type: "login",
          scopes: ["openid"],
          onUnauthenticated: "authenticate",
          extraParameters: {},
        },
        "what no route mentions must not be open to everybody",
      )
      .prefault({ type: "login" }),
    /** Where those requests go. @default - the application's service, when it has one only */
    target: targetSchema(kit).optional(),
  });
}
