import { accessSchema, loginSchema } from "./access";
import { conditionsSchema } from "./conditions";
import * as field from "./field";
import { targetSchema } from "./target";

/** One route: conditions, access, target. */
export const routeSchema = field.object({
  /** Which requests the route applies to; at least one condition. */
  conditions: conditionsSchema,
  /** Who may pass. */
  access: accessSchema,
  /** Where the request goes. */
  target: targetSchema,
});

/** What happens to a request that no route matches: always sign-in. */
export const defaultRouteSchema = field.object({
  /** Who may pass: always signed-in users, so that a forgotten route fails closed. */
  access: field
    .variant([loginSchema], "a path that no route mentions must not be public")
    .prefault({ type: "login" }),
  /** Where the request goes. @default - the application's service, if it has exactly one */
  target: targetSchema.optional(),
});
