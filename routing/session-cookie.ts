import { createHash } from "node:crypto";
import type { LoginAccess } from "./route";

/** Name of a load balancer's session cookie when a rule sets none. */
export const defaultSessionCookieName = "AWSELBAuthSessionCookie";

/** Scopes without duplicates, `openid` first, the rest sorted. */
export function canonicalScopes(scopes: Iterable<string>): string[] {
  const set = new Set(scopes);
  const rest = [...set].filter((scope) => scope !== "openid").sort();
  return set.has("openid") ? ["openid", ...rest] : rest;
}

/**
 * Name of the session cookie of a login.
 *
 * Rules with the same cookie name share a session, even if they request different scopes. So the
 * name is derived from what makes a session: the scopes, and the rule's own timeout and extra
 * parameters. It depends on nothing else, so that a new route does not sign users out, while changed
 * scopes of a route lead to a new session that has them.
 *
 * On a listener that several applications use, it contains the application's name as well: the load
 * balancer can decrypt the cookies of all of them.
 * @param application name of the application on a listener that others use too
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export function sessionCookieName(login: LoginAccess, application?: string): string {
  const scopes = canonicalScopes(login.scopes);
  const parameters = Object.entries(login.extraParameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const timeout = login.sessionTimeoutSeconds;
  const prefix =
    application === undefined
      ? defaultSessionCookieName
      : `${defaultSessionCookieName}-${application}`;
  if (scopes.join(" ") === "openid" && parameters.length === 0 && timeout === undefined) {
    return prefix;
  }
  const session = JSON.stringify([scopes, timeout ?? null, parameters]);
  const digest = createHash("sha256").update(session).digest("hex").slice(0, 8);
  return `${prefix}-${digest}`;
}
