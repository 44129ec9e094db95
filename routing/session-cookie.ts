import { createHash } from "node:crypto";
import type { LoginAccess } from "./route";

/** Name that a load balancer gives its session cookie when a rule names none. */
export const defaultSessionCookieName = "AWSELBAuthSessionCookie";

/** A set of scopes as one list: `openid` first, the rest sorted, none twice. */
export function canonicalScopes(scopes: Iterable<string>): string[] {
  const set = new Set(scopes);
  const rest = [...set].filter((scope) => scope !== "openid").sort();
  return set.has("openid") ? ["openid", ...rest] : rest;
}

/**
 * Name of the cookie that holds the session of a login.
 *
 * Rules that share a name share the session, whatever scopes it was signed in with, so the name is
 * derived from all that makes a session: its scopes, and a timeout or sign-in parameters of the
 * rule's own. It depends on nothing else, so that a new route never signs anybody out, while other
 * scopes for an existing route ask for a session that has them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export function sessionCookieName(login: LoginAccess): string {
  const scopes = canonicalScopes(login.scopes);
  const parameters = Object.entries(login.extraParameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const timeout = login.sessionTimeoutSeconds;
  if (scopes.join(" ") === "openid" && parameters.length === 0 && timeout === undefined) {
    return defaultSessionCookieName;
  }
  const session = JSON.stringify([scopes, timeout ?? null, parameters]);
  const digest = createHash("sha256").update(session).digest("hex").slice(0, 8);
  return `${defaultSessionCookieName}-${digest}`;
}
