import { matches } from "./check";
import * as field from "./field";
import { scopeSchema } from "./scope";

const minutesOfADay = 24 * 60;

/** App clients of programs, by name. */
export const machineClientsSchema = field.record(
  field.string(
    matches(
      /^[a-z]([a-z0-9-]{0,62}[a-z0-9])?$/,
      "the name must consist of 1 to 64 lower-case letters, digits and hyphens, start with a letter and not end with a hyphen",
      'write it like "billing-import"',
    ),
  ),
  field.object({
    /** Custom scopes that the program may request, as `<resource server>/<scope>`; at least one. */
    scopes: field.list(scopeSchema, { min: 1, max: 50 }),
    /**
     * Minutes until an access token expires, 5 to 1440. Each token request is paid for, and a token
     * cannot be revoked. @default 60
     */
    accessTokenMinutes: field.integer({ min: 5, max: minutesOfADay }).default(60),
  }),
);
