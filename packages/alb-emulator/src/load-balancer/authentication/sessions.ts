import type { AuthenticateCognitoAction } from "../../model/load-balancer.ts";
import { maxClaimsBytes, type Session } from "../session/session.ts";
import { writeSessionCookie } from "../session/session-cookie.ts";
import type { Tokens } from "./identity-client.ts";
import type { LoginContext } from "./login-context.ts";
import { LoginError } from "./login-error.ts";
import type { LoginSteps } from "./login-steps.ts";

/** Where calls to Cognito are recorded, and on behalf of which request. */
export interface CognitoCall {
  readonly steps: LoginSteps;
  readonly traceId: string;
}

/** Names and values of a request's cookies. */
export type Cookies = ReadonlyMap<string, string>;

/** Makes sessions from what Cognito returns. */
export class Sessions {
  constructor(private readonly context: LoginContext) {}

  /** @param expiresAt Called once Cognito has responded. Seconds since 1970. */
  async create(
    { provider }: AuthenticateCognitoAction,
    { accessToken, refreshToken, expiresInSeconds }: Tokens,
    expiresAt: () => number,
    { steps, traceId }: CognitoCall,
  ): Promise<Session> {
    const claims = await steps.call(
      "GET /oauth2/userInfo",
      () => this.context.identity.userInfo(provider, accessToken, traceId),
      ({ sub }) => `claims of ${sub}`,
    );
    return {
      claims,
      accessToken,
      refreshToken,
      accessTokenExpiresAt: this.nowSeconds() + expiresInSeconds,
      expiresAt: expiresAt(),
    };
  }

  /** The end of the session does not move. */
  async refresh(
    action: AuthenticateCognitoAction,
    session: Session,
    refreshToken: string,
    call: CognitoCall,
  ): Promise<Session> {
    const tokens = await call.steps.call(
      "POST /oauth2/token, grant_type=refresh_token: the access token has expired",
      () => this.context.identity.refresh(action.provider, refreshToken, call.traceId),
      ({ expiresInSeconds }) => `new access token for ${expiresInSeconds} s`,
    );
    const kept = { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
    return this.create(action, kept, () => session.expiresAt, call);
  }

  /**
   * `Set-Cookie` values for a session.
   * @throws LoginError when it is too large for cookies.
   */
  cookies(
    action: AuthenticateCognitoAction,
    session: Session,
    cookies: Cookies,
  ): readonly string[] {
    const { cipher, now } = this.context;
    const name = action.sessionCookieName;
    const setCookies = writeSessionCookie(cipher, name, session, cookies, now());
    if (setCookies !== undefined) return setCookies;
    throw new LoginError(
      500,
      "AuthUserinfoResponseSizeExceeded",
      `Claims and access token have more than ${maxClaimsBytes} bytes, so they do not fit into a session cookie. Give the user fewer attributes or groups.`,
    );
  }

  nowSeconds(): number {
    return Math.floor(this.context.now() / 1000);
  }
}
