import type { SessionReport } from "../../model/event.ts";
import type { AuthenticateCognitoAction, Rule } from "../../model/load-balancer.ts";
import { type Engine, localLocation } from "../engine.ts";
import { type Answer, redirectAnswer, statusPage } from "../http/response.ts";
import { requestCookies } from "../session/cookies.ts";
import { type Session, subjectOf } from "../session/session.ts";
import { readSessionCookie } from "../session/session-cookie.ts";
import type { RequestRecord } from "../trace/request-trace.ts";
import { authorizationUrl } from "./authorization-request.ts";
import { loginProblem } from "./explain-login-error.ts";
import { LoginFailure } from "./login-error.ts";
import { createNonce, nonceCookie, sealState } from "./login-state.ts";
import { refreshSession } from "./refresh.ts";

/** What comes of an authenticate action: the request goes on, perhaps as somebody, or is answered. */
export type Authentication =
  | { readonly type: "proceed"; readonly session?: Session; readonly setCookies: readonly string[] }
  | { readonly type: "answer"; readonly answer: Answer };

/**
 * Runs an authenticate action.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 * @throws LoginFailure
 */
export async function authenticate(
  engine: Engine,
  record: RequestRecord,
  rule: Rule,
  action: AuthenticateCognitoAction,
): Promise<Authentication> {
  const cookies = requestCookies(record.facts);
  const cookie = readSessionCookie(engine.box, action.sessionCookieName, cookies);
  const report = (state: SessionReport["state"], session?: Session, shards = 0) => {
    record.session = sessionReport(action, state, session, shards);
  };
  switch (cookie.type) {
    case "none":
      report("none");
      return unauthenticated(engine, record, rule, action);
    case "forged":
      report("invalid");
      throw new LoginFailure(
        401,
        "AuthInvalidCookie",
        `The cookies ${action.sessionCookieName}-* were changed, cut or mixed up on their way. Delete them in the browser to sign in again.`,
      );
    case "outdated":
      report("expired");
      return expired(engine, record, rule, action);
    case "session": {
      const nowSeconds = engine.now() / 1000;
      const { session, shards } = cookie;
      if (session.expiresAt <= nowSeconds) {
        report("expired", session, shards);
        return expired(engine, record, rule, action);
      }
      if (session.accessTokenExpiresAt > nowSeconds || session.refreshToken === undefined) {
        report("valid", session, shards);
        return { type: "proceed", session, setCookies: [] };
      }
      const refreshed = await refreshSession(engine, record, action, session, cookies);
      report(refreshed ? "refreshed" : "expired", refreshed?.session ?? session, shards);
      return refreshed === undefined
        ? expired(engine, record, rule, action)
        : { type: "proceed", ...refreshed };
    }
  }
}

/** No session at all. */
function unauthenticated(
  engine: Engine,
  record: RequestRecord,
  rule: Rule,
  action: AuthenticateCognitoAction,
): Authentication {
  switch (action.onUnauthenticatedRequest) {
    case "authenticate":
      return beginLogin(engine, record, rule, action);
    case "allow":
      return { type: "proceed", setCookies: [] };
    case "deny":
      // Not a failure of the login, so AWS gives no error reason.
      record.explanation =
        "The rule denies requests without a session, so that scripts get a 401 instead of a sign-in page. Sign in on a page of the application first.";
      return { type: "answer", answer: statusPage(401) };
  }
}

/** A session that is over: even a rule that denies sends the browser to sign in again. */
function expired(
  engine: Engine,
  record: RequestRecord,
  rule: Rule,
  action: AuthenticateCognitoAction,
): Authentication {
  return action.onUnauthenticatedRequest === "allow"
    ? { type: "proceed", setCookies: [] }
    : beginLogin(engine, record, rule, action);
}

function beginLogin(
  engine: Engine,
  record: RequestRecord,
  rule: Rule,
  action: AuthenticateCognitoAction,
): Authentication {
  const { host, path, query } = record.facts;
  const { signInUrl } = action.provider;
  if (host === undefined || signInUrl === undefined) {
    throw new LoginFailure(
      401,
      "AuthMissingHostHeader",
      "The request has no Host header (HTTP/1.0), so there is no callback URL to come back to.",
    );
  }
  const nonce = createNonce();
  const target = query === "" ? path : `${path}?${query}`;
  const issuedAtMs = engine.now();
  const state = sealState(engine.box, { ruleArn: rule.arn, host, target, nonce, issuedAtMs });
  const location = authorizationUrl(action, signInUrl, host, state);
  record.location = location;
  record.explanation = loginProblem(action, host);
  record.step("browser", "load balancer", `${record.facts.method} ${path} without a valid session`);
  record.step(
    "load balancer",
    "browser",
    `302 to ${signInUrl}/oauth2/authorize, scope ${action.scope}`,
  );
  const answer = redirectAnswer(302, localLocation(engine, record.facts, location), [
    nonceCookie(nonce),
  ]);
  return { type: "answer", answer };
}

export function sessionReport(
  action: AuthenticateCognitoAction,
  state: SessionReport["state"],
  session: Session | undefined,
  cookieShards: number,
): SessionReport {
  const time = (seconds: number | undefined) =>
    seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();
  return {
    cookieName: action.sessionCookieName,
    scope: action.scope,
    state,
    subject: session && subjectOf(session),
    sessionExpiresAt: time(session?.expiresAt),
    accessTokenExpiresAt: time(session?.accessTokenExpiresAt),
    cookieShards,
  };
}
