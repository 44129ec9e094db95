import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";
import { scopeSchema } from "./scope";
import { tokenSchema } from "./token-access";

const secondsOfAWeek = 7 * 24 * 60 * 60;

/** Seconds that a load balancer session lasts. */
export const sessionTimeoutSchema = field.integer({
  min: 1,
  max: secondsOfAWeek,
  fix: `write seconds, at most ${secondsOfAWeek} (seven days)`,
});

/** Access by Cognito sign-in. */
export const loginSchema = field.object({
  /** Signed-in users. */
  type: z.literal("login"),
  /** OAuth 2.0 scopes to request; they must include `openid`. @default ["openid"] */
  scopes: field.list(scopeSchema, { max: 50 }).default(() => ["openid"]),
  /**
   * What happens to a request without a session: `authenticate` redirects to sign-in, `deny` returns
   * 401 (but still redirects when the session has expired), `allow` forwards it without claims.
   * The default route does not accept `allow`.
   * @default "authenticate"
   */
  onUnauthenticatedRequest: field.oneOf(["authenticate", "deny", "allow"]).default("authenticate"),
  /**
   * Groups that may pass: users who are in one of them. The container enforces it, because a load
   * balancer does not see groups. docs/groups-on-routes.md
   * @default - every signed-in user
   */
  groups: field
    .list(
      field.string(
        matches(
          /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
          "must be the name of a group: 1 to 128 characters without spaces",
          'write one group per entry, like "admins"',
        ),
      ),
      { min: 1 },
    )
    .optional(),
  /** Seconds until users must sign in again, 1 to 604800. @default - the application's `sessionTimeoutSeconds` */
  sessionTimeoutSeconds: sessionTimeoutSchema.optional(),
  /** Query parameters added to the authorization request, at most 10, such as `lang` or `identity_provider`. @default - none */
  extraParameters: field
    .record(
      field.string(
        matches(
          /^[A-Za-z0-9_-]+$/,
          "the parameter's name must consist of letters, digits, underscores and hyphens",
          'write only the name, like "lang"',
        ),
        matches(
          /^(?!(client_id|redirect_uri|response_type|scope|state)$)/,
          "must not be a parameter that the load balancer sets itself",
          "remove it; scopes have their own field, scopes",
        ),
      ),
      field.string(
        matches(/^[\x20-\x7E]{1,1024}$/, "must be 1 to 1024 printable characters", "shorten it"),
      ),
    )
    .default({}),
});

/** Who may pass. */
export const accessSchema = field.variant([
  loginSchema,
  field.object({
    /** Everyone, without signing in. */
    type: z.literal("public"),
  }),
  tokenSchema,
]);
