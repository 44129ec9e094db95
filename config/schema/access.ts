import * as z from "zod";
import { matches } from "./check";
import type { Kit } from "./kit";

const week = 7 * 24 * 60 * 60;

/** Seconds that a load balancer session lasts. */
export function sessionTimeoutSchema(kit: Kit) {
  return kit.integer({
    min: 1,
    max: week,
    fix: `write seconds, at most ${week} (seven days)`,
  });
}

/** Access by Cognito sign-in. */
export function loginSchema(kit: Kit) {
  return kit.option({
    /** Whoever has signed in. */
    type: z.literal("login"),
    /** OAuth 2.0 scopes to sign in with; `openid` is always one. @default ["openid"] */
    scopes: kit
      .list(
        kit.text(
          "openid",
          matches(
            /^[\x21\x23-\x5B\x5D-\x7E]+$/,
            "must be a scope: printable characters without spaces",
            'write one scope an entry, like "tasks/read"',
          ),
        ),
        { max: 50 },
      )
      .default(() => ["openid"]),
    /**
     * What happens without a session: `authenticate` redirects to sign in, `deny` answers 401 (but
     * still redirects when the session has expired), `allow` lets pass without claims,
     * which the default route refuses.
     * @default "authenticate"
     */
    onUnauthenticated: kit.choice(["authenticate", "deny", "allow"]).default("authenticate"),
    /** Seconds, 1 to 604800, until a new sign-in is asked for. @default - the application's `sessionTimeoutSeconds` */
    sessionTimeoutSeconds: sessionTimeoutSchema(kit).optional(),
    /** Query parameters for the sign-in page, at most 10, such as `lang` or `identity_provider`. @default - none */
    extraParameters: kit
      .record(
        kit.text(
          "lang",
          matches(
            /^[A-Za-z0-9_-]+$/,
            "the parameter's name must be letters, digits, _ and -",
            "write the bare name",
          ),
          matches(
            /^(?!(client_id|redirect_uri|response_type|scope|state)$)/,
            "must not be a parameter that the load balancer sets itself",
            "remove it; scopes have a field of their own",
          ),
        ),
        kit.text(
          "en",
          matches(/^[\x20-\x7E]{1,1024}$/, "must be 1 to 1024 printable characters", "shorten it"),
        ),
      )
      .default({}),
  });
}

/** Who may pass. */
export function accessSchema(kit: Kit) {
  return kit.variant(
    [
      loginSchema(kit),
      kit.option({
        /** Everybody, without signing in. */
        type: z.literal("public"),
      }),
    ],
    { type: "public" },
  );
}
