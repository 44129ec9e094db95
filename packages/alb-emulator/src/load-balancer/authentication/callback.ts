import type { AuthenticateCognitoAction, Listener, Rule } from "../../model/load-balancer.ts";
import { type Engine, localLocation } from "../engine.ts";
import { type Answer, redirectAnswer } from "../http/response.ts";
import { expiredCookie, requestCookies } from "../session/cookies.ts";
import { isTooLarge, type Session } from "../session/session.ts";
import { writeSessionCookie } from "../session/session-cookie.ts";
import { sessionTooLarge } from "../session/too-large.ts";
import type { RequestRecord } from "../trace/request-trace.ts";
import { sessionReport } from "./authenticate.ts";
import { callbackUrl } from "./authorization-request.ts";
import { checkIdToken } from "./id-token.ts";
import { LoginFailure } from "./login-error.ts";
import {
  isSameNonce,
  type LoginState,
  loginTimeoutMs,
  nonceCookieName,
  openState,
} from "./login-state.ts";

/**
 * Ends a login: the browser comes back with a code, and leaves with a session for the page it asked
 * for first. State and nonce are checked before the code is spent.
 * @throws LoginFailure
 */
export async function completeLogin(
  engine: Engine,
  listener: Listener,
  record: RequestRecord,
): Promise<Answer> {
  const parameters = new URLSearchParams(record.facts.query);
  const cookies = requestCookies(record.facts);
  record.actions.push("authenticate");
  const state = checkState(engine, record, parameters.get("state"));
  checkNonce(state, cookies.get(nonceCookieName));
  checkAge(state, engine.now());
  const { rule, action } = ruleOf(listener, state);
  record.rule = rule;
  const code = checkAnswer(parameters, action);
  record.step("browser", "load balancer", "GET /oauth2/idpresponse with a code and the state");

  const session = await createSession(engine, record, action, state, code);
  const sessionCookies = isTooLarge(session.claims, session.accessToken)
    ? undefined
    : writeSessionCookie(engine.box, action.sessionCookieName, session, cookies, engine.now());
  if (sessionCookies === undefined) throw sessionTooLarge();

  record.session = sessionReport(action, "created", session, sessionCookies.length);
  record.location = `https://${state.host}${state.target}`;
  record.step(
    "load balancer",
    "browser",
    `302 to ${state.target}, with session cookie ${action.sessionCookieName} in ${sessionCookies.length} piece(s)`,
  );
  return redirectAnswer(302, localLocation(engine, record.facts, record.location), [
    ...sessionCookies,
    expiredCookie(nonceCookieName),
  ]);
}

async function createSession(
  engine: Engine,
  record: RequestRecord,
  action: AuthenticateCognitoAction,
  state: LoginState,
  code: string,
): Promise<Session> {
  const begunAt = engine.now();
  const tokens = await record.call(
    "POST /oauth2/token, grant_type=authorization_code",
    () => engine.identity.exchangeCode(action.provider, code, callbackUrl(state.host)),
    ({ expiresInSeconds, refreshToken }) =>
      `access token for ${expiresInSeconds} s, ID token, ${refreshToken ? "" : "no "}refresh token`,
  );
  checkIdToken(tokens.idToken, action.provider, begunAt);
  const claims = await record.call(
    "GET /oauth2/userInfo",
    () => engine.identity.userInfo(tokens.accessToken),
    (answer) => `claims of ${answer.sub}`,
  );
  const nowSeconds = Math.floor(engine.now() / 1000);
  return {
    claims,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken,
    accessTokenExpiresAt: nowSeconds + tokens.expiresInSeconds,
    expiresAt: nowSeconds + action.sessionTimeoutSeconds,
  };
}

function checkState(engine: Engine, { facts }: RequestRecord, text: string | null): LoginState {
  if (!text) {
    throw new LoginFailure(
      401,
      "AuthMissingStateParam",
      "The callback has no state. Only Cognito leads here: open a page of the application instead.",
    );
  }
  // Base64 holds plus signs, which a query string reads as spaces unless they were encoded.
  const state = openState(engine.box, text.replaceAll(" ", "+"));
  if (state === undefined || state.host !== facts.host) {
    throw new LoginFailure(
      401,
      "AuthInvalidStateParam",
      "The callback's state was not made by this load balancer for this host: the login was begun elsewhere, before a restart, or by Cognito's sign-out with redirect_uri. Open a page of the application to begin anew.",
    );
  }
  return state;
}

function checkNonce(state: LoginState, nonce: string | undefined): void {
  if (!nonce) {
    throw new LoginFailure(
      401,
      "AuthMissingAWSALBAuthNonce",
      `The browser sent no ${nonceCookieName} cookie: the login was begun in another browser, or is already done. Its code is still unspent.`,
    );
  }
  if (!isSameNonce(nonce, state.nonce)) {
    throw new LoginFailure(
      401,
      "AuthInvalidAWSALBAuthNonce",
      `The browser's ${nonceCookieName} cookie belongs to another login, such as one in a second tab.`,
    );
  }
}

function checkAge(state: LoginState, nowMs: number): void {
  if (nowMs - state.issuedAtMs <= loginTimeoutMs) return;
  throw new LoginFailure(
    401,
    "AuthInvalidStateParam",
    "The login took more than 15 minutes, which is the limit in AWS. Open a page of the application to begin anew.",
  );
}

function checkAnswer(parameters: URLSearchParams, action: AuthenticateCognitoAction): string {
  const error = parameters.get("error");
  if (error !== null) {
    const description = parameters.get("error_description");
    throw new LoginFailure(
      error === "access_denied" ? 401 : 561,
      "AuthMissingCodeParam",
      `Cognito answered ${error}${description ? ` (${description})` : ""} to client ${action.provider.clientName} asking for "${action.scope}".${error === "invalid_scope" ? " Add the scope to the client's allowed_oauth_scopes." : ""}`,
    );
  }
  const code = parameters.get("code");
  if (code) return code;
  throw new LoginFailure(401, "AuthMissingCodeParam", "The callback has neither code nor error.");
}

function ruleOf(
  { rules, defaultRule }: Listener,
  { ruleArn }: LoginState,
): { readonly rule: Rule; readonly action: AuthenticateCognitoAction } {
  const rule = [...rules, defaultRule].find(({ arn }) => arn === ruleArn);
  const action = rule?.actions.find((one) => one.type === "authenticate-cognito");
  if (rule !== undefined && action !== undefined) return { rule, action };
  throw new LoginFailure(
    401,
    "AuthInvalidStateParam",
    "The rule that asked for this login no longer exists. Open a page of the application to begin anew.",
  );
}
