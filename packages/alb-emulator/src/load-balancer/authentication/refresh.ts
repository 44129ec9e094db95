import type { AuthenticateCognitoAction } from "../../model/load-balancer.ts";
import type { Engine } from "../engine.ts";
import { isTooLarge, type Session } from "../session/session.ts";
import { writeSessionCookie } from "../session/session-cookie.ts";
import { sessionTooLarge } from "../session/too-large.ts";
import type { RequestRecord } from "../trace/request-trace.ts";
import { LoginFailure } from "./login-error.ts";

/** A session with new tokens and claims, and the cookies that carry it. */
export interface RefreshedSession {
  readonly session: Session;
  readonly setCookies: readonly string[];
}

/**
 * Fetches tokens and claims anew once the access token has expired. The session's own end stays.
 * @returns `undefined` when Cognito refuses: then the user signs in again.
 * @throws LoginFailure when Cognito cannot be reached.
 */
export async function refreshSession(
  engine: Engine,
  record: RequestRecord,
  action: AuthenticateCognitoAction,
  session: Session,
  cookies: ReadonlyMap<string, string>,
): Promise<RefreshedSession | undefined> {
  const { refreshToken } = session;
  if (refreshToken === undefined) return undefined;
  try {
    const tokens = await record.call(
      "POST /oauth2/token, grant_type=refresh_token: the access token has expired",
      () => engine.identity.refresh(action.provider, refreshToken),
      ({ expiresInSeconds }) => `new access token for ${expiresInSeconds} s`,
    );
    const claims = await record.call(
      "GET /oauth2/userInfo",
      () => engine.identity.userInfo(tokens.accessToken),
      (answer) => `claims of ${answer.sub}`,
    );
    const renewed: Session = {
      claims,
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken ?? refreshToken,
      accessTokenExpiresAt: Math.floor(engine.now() / 1000) + tokens.expiresInSeconds,
      expiresAt: session.expiresAt,
    };
    const setCookies = isTooLarge(claims, tokens.accessToken)
      ? undefined
      : writeSessionCookie(engine.box, action.sessionCookieName, renewed, cookies, engine.now());
    if (setCookies === undefined) throw sessionTooLarge();
    return { session: renewed, setCookies };
  } catch (error) {
    if (error instanceof LoginFailure && error.status === 561) {
      record.explanation = `${error.message} The user signs in again.`;
      return undefined;
    }
    throw error;
  }
}
