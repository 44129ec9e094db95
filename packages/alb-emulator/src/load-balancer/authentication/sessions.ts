import { type LoginAction, loginEndpoints } from "../../model/login-action.ts";
import { maxClaimsBytes, type Session } from "../session/session.ts";
import { writeSessionCookie } from "../session/session-cookie.ts";
import type { Tokens } from "./identity-client.ts";
import type { LoginContext } from "./login-context.ts";
import { LoginError } from "./login-error.ts";
import { type LoginSteps, participantOf, pathOf } from "./login-steps.ts";

/** Where calls to the identity provider are recorded, and on behalf of which request. */
export interface IdentityCall {
  readonly steps: LoginSteps;
  readonly traceId: string;
}

/** Names and values of a request's cookies. */
export type Cookies = ReadonlyMap<string, string>;

/** Makes sessions from what the identity provider returns. */
export class Sessions {
  constructor(private readonly context: LoginContext) {}

  /** @param expiresAt Called once the identity provider has responded. Seconds since 1970. */
  async create(
    action: LoginAction,
    { accessToken, refreshToken, expiresInSeconds }: Tokens,
    expiresAt: () => number,
    { steps, traceId }: IdentityCall,
  ): Promise<Session> {
    const claims = await steps.call(
      participantOf(action),
      `GET ${pathOf(loginEndpoints(action)?.userInfo)}`,
      () => this.context.identity.userInfo(action, accessToken, traceId),
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
    action: LoginAction,
    session: Session,
    refreshToken: string,
    call: IdentityCall,
  ): Promise<Session> {
    const tokens = await call.steps.call(
      participantOf(action),
      `POST ${pathOf(loginEndpoints(action)?.token)}, grant_type=refresh_token: the access token has expired`,
      () => this.context.identity.refresh(action, refreshToken, call.traceId),
      ({ expiresInSeconds }) => `new access token for ${expiresInSeconds} s`,
    );
    const kept = { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
    return this.create(action, kept, () => session.expiresAt, call);
  }

  /**
   * `Set-Cookie` values for a session.
   * @throws LoginError when it is too large for cookies.
   */
  cookies(action: LoginAction, session: Session, cookies: Cookies): readonly string[] {
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
