import type { SessionTrace } from "../../model/event.ts";
import type { AuthenticateCognitoAction } from "../../model/load-balancer.ts";
import { type Session, subjectOf } from "../session/session.ts";

/** What the trace says about a session: never its tokens. */
export function sessionTrace(
  action: AuthenticateCognitoAction,
  state: SessionTrace["state"],
  session?: Session,
  cookieShards = 0,
): SessionTrace {
  return {
    cookieName: action.sessionCookieName,
    scope: action.scope,
    state,
    subject: session && subjectOf(session),
    sessionExpiresAt: session && isoTime(session.expiresAt),
    accessTokenExpiresAt: session && isoTime(session.accessTokenExpiresAt),
    cookieShards,
  };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
