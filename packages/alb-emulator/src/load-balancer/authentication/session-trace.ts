import { createHash } from "node:crypto";
import type { SessionTrace } from "../../model/event.ts";
import type { LoginAction } from "../../model/login-action.ts";
import { type Session, subjectOf } from "../session/session.ts";

/** What the trace says about a session: never its tokens. */
export function sessionTrace(
  action: LoginAction,
  state: SessionTrace["state"],
  session?: Session,
  cookieShards = 0,
): SessionTrace {
  return {
    id: session && sessionIdOf(session),
    cookieName: action.sessionCookieName,
    scope: action.scope,
    state,
    subject: session && subjectOf(session),
    user: session && userOf(session),
    sessionExpiresAt: session && isoTime(session.expiresAt),
    accessTokenExpiresAt: session && isoTime(session.accessTokenExpiresAt),
    cookieShards,
  };
}

/** The access token is a secret: only its hash is shown. */
function sessionIdOf({ accessToken }: Session): string {
  return createHash("sha256").update(accessToken).digest("base64url").slice(0, 16);
}

function userOf(session: Session): string {
  const { email, username, preferred_username } = session.claims;
  return String(email ?? username ?? preferred_username ?? subjectOf(session));
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
