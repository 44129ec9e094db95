import type { AuthenticateCognitoAction, Listener, Rule } from "../../model/load-balancer.ts";
import { signInIdOf } from "../../model/sign-in-id.ts";
import { authorityOf, type RequestAttributes } from "../http/request-attributes.ts";
import { redirectResponse, statusPage } from "../http/response.ts";
import { requestCookies } from "../session/request-cookies.ts";
import { maxClaimsBytes, type Session } from "../session/session.ts";
import { readSessionCookie, writeSessionCookie } from "../session/session-cookie.ts";
import type { ReceivedRequest, RequestSteps } from "../trace/request-trace.ts";
import { failed, type Proceed, type Respond } from "./authentication-result.ts";
import { authorizationUrl, callbackUrl } from "./authorization-request.ts";
import { checkState, codeOf, ruleOf, signInOf } from "./callback-request.ts";
import { expectedLoginError } from "./expected-login-error.ts";
import { checkIdToken } from "./id-token.ts";
import type { Tokens } from "./identity-client.ts";
import type { LoginContext } from "./login-context.ts";
import { LoginError } from "./login-error.ts";
import { createNonce, encryptState, nonceCookie } from "./login-state.ts";
import { LoginSteps } from "./login-steps.ts";
import { sessionTrace } from "./session-trace.ts";

/** One request at one authenticate action. */
interface Attempt {
  readonly request: RequestAttributes;
  readonly traceId: string;
  readonly rule: Rule;
  readonly action: AuthenticateCognitoAction;
}

type Received = Pick<ReceivedRequest, "attributes" | "traceId">;

/** Where calls to Cognito are recorded, and on behalf of which request. */
interface CognitoCall {
  readonly steps: LoginSteps;
  readonly traceId: string;
}

type Cookies = ReadonlyMap<string, string>;

/**
 * Signs users in with Cognito and recognises their sessions.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export class Authenticator {
  constructor(private readonly context: LoginContext) {}

  /** Runs an authenticate action. */
  async authenticate(
    { attributes: request, traceId }: Received,
    rule: Rule,
    action: AuthenticateCognitoAction,
  ): Promise<Proceed | Respond> {
    const attempt = { request, traceId, rule, action };
    const cookies = requestCookies(request);
    const cookie = readSessionCookie(this.context.cipher, action.sessionCookieName, cookies);
    switch (cookie.type) {
      case "none":
        return this.#withoutSession(attempt);
      case "invalid":
        return failed(
          new LoginError(
            401,
            "AuthInvalidCookie",
            `The cookies ${action.sessionCookieName}-* were changed, truncated or mixed up, so they contain no valid session. Delete them in the browser to sign in again.`,
          ),
          { session: sessionTrace(action, "invalid") },
        );
      case "unknown-key":
        return this.#expired(attempt, { session: sessionTrace(action, "expired") });
      case "session":
        return this.#withSession(attempt, cookie.session, cookie.shards, cookies);
    }
  }

  /**
   * Handles the callback: the browser returns with a code, and is redirected with a session to the
   * page that it requested first.
   */
  async completeLogin(received: Received, listener: Listener): Promise<Respond> {
    const { attributes: request, traceId } = received;
    const { cipher, identity, locations, now } = this.context;
    const steps = new LoginSteps();
    const signIn = signInOf(request);
    let rule: Rule | undefined;
    try {
      const cookies = requestCookies(request);
      const state = checkState(cipher, request, cookies, now());
      const found = ruleOf(listener, state);
      rule = found.rule;
      const { action } = found;
      const code = codeOf(request, action);
      steps.add("browser", "load balancer", "GET /oauth2/idpresponse with code and state");

      const startedAtMs = now();
      const tokens = await steps.call(
        "POST /oauth2/token, grant_type=authorization_code",
        () => identity.exchangeCode(action.provider, code, callbackUrl(state.host), traceId),
        ({ expiresInSeconds, refreshToken }) =>
          `access token for ${expiresInSeconds} s, ID token, ${refreshToken ? "" : "no "}refresh token`,
      );
      checkIdToken(tokens.idToken, action.provider, startedAtMs);
      const expiresAt = () => this.#nowSeconds() + action.sessionTimeoutSeconds;
      const session = await this.#createSession(tokens, expiresAt, { steps, traceId });
      const sessionCookies = this.#sessionCookies(action, session, cookies);
      const location = `https://${state.host}${state.target}`;
      steps.add(
        "load balancer",
        "browser",
        `302 to ${state.target}, session cookie ${action.sessionCookieName} in ${sessionCookies.length} shard(s)`,
      );
      return {
        type: "respond",
        // The nonce cookie stays: targets receive it in AWS.
        response: redirectResponse(302, locations.toLocal(request, location), sessionCookies),
        trace: {
          rule,
          ...signIn,
          session: sessionTrace(action, "created", session, sessionCookies.length),
          loginSteps: steps.all,
          location,
        },
      };
    } catch (error) {
      if (!(error instanceof LoginError)) throw error;
      return failed(error, { ...(rule && { rule }), ...signIn, loginSteps: steps.all });
    }
  }

  #withoutSession(attempt: Attempt): Proceed | Respond {
    const { action } = attempt;
    const trace: RequestSteps = { session: sessionTrace(action, "none") };
    switch (action.onUnauthenticatedRequest) {
      case "authenticate":
        return this.#startLogin(attempt, trace);
      case "allow":
        return { type: "proceed", session: undefined, setCookies: [], trace };
      case "deny":
        // AWS writes no error reason: denying is what the rule asks for.
        return {
          type: "respond",
          response: statusPage(401),
          trace: {
            ...trace,
            explanation:
              "The rule denies requests without a session, so that scripts receive 401 instead of a redirect to the hosted UI. Sign in on a page of the application first.",
          },
        };
    }
  }

  async #withSession(
    attempt: Attempt,
    session: Session,
    shards: number,
    cookies: Cookies,
  ): Promise<Proceed | Respond> {
    const { action, traceId } = attempt;
    const nowSeconds = this.#nowSeconds();
    if (session.expiresAt <= nowSeconds) {
      return this.#expired(attempt, { session: sessionTrace(action, "expired", session, shards) });
    }
    const { refreshToken } = session;
    if (session.accessTokenExpiresAt > nowSeconds || refreshToken === undefined) {
      const trace = { session: sessionTrace(action, "valid", session, shards) };
      return { type: "proceed", session, setCookies: [], trace };
    }
    const steps = new LoginSteps();
    try {
      const refreshed = await this.#refresh(action, session, refreshToken, { steps, traceId });
      return {
        type: "proceed",
        session: refreshed,
        setCookies: this.#sessionCookies(action, refreshed, cookies),
        trace: {
          session: sessionTrace(action, "refreshed", refreshed, shards),
          loginSteps: steps.all,
        },
      };
    } catch (error) {
      if (!(error instanceof LoginError)) throw error;
      const loginSteps = steps.all;
      if (error.status !== 561) return failed(error, { loginSteps });
      return this.#expired(attempt, {
        session: sessionTrace(action, "expired", session, shards),
        loginSteps,
        explanation: `${error.message} The user has to sign in again.`,
      });
    }
  }

  /** After a session has ended, AWS redirects to sign-in even where the rule denies. */
  #expired(attempt: Attempt, trace: RequestSteps): Proceed | Respond {
    return attempt.action.onUnauthenticatedRequest === "allow"
      ? { type: "proceed", session: undefined, setCookies: [], trace }
      : this.#startLogin(attempt, trace);
  }

  #startLogin({ request, rule, action }: Attempt, trace: RequestSteps): Respond {
    const { cipher, locations, now } = this.context;
    const { path, query } = request;
    const host = authorityOf(request);
    const { baseUrl } = action.provider;
    if (host === undefined || baseUrl === undefined) {
      return failed(
        new LoginError(
          401,
          "AuthMissingHostHeader",
          "The request has no Host header (HTTP/1.0), so the callback URL cannot be built. Send a Host header.",
        ),
        trace,
      );
    }
    const nonce = createNonce();
    const target = query === "" ? path : `${path}?${query}`;
    const state = encryptState(cipher, {
      ruleArn: rule.arn,
      host,
      target,
      nonce,
      issuedAtMs: now(),
    });
    const location = authorizationUrl(action, baseUrl, host, state);
    const steps = new LoginSteps(trace.loginSteps);
    steps.add("browser", "load balancer", `${request.method} ${path} without a valid session`);
    steps.add(
      "load balancer",
      "browser",
      `302 to ${baseUrl}/oauth2/authorize, scope ${action.scope}`,
    );
    const explanation = expectedLoginError(action, host) ?? trace.explanation;
    return {
      type: "respond",
      response: redirectResponse(302, locations.toLocal(request, location), [nonceCookie(nonce)]),
      trace: {
        ...trace,
        signIn: signInIdOf(state),
        loginSteps: steps.all,
        location,
        ...(explanation !== undefined && { explanation }),
      },
    };
  }

  /** The end of the session does not move. */
  async #refresh(
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
    return this.#createSession(kept, () => session.expiresAt, call);
  }

  /** @param expiresAt Called once Cognito has responded. Seconds since 1970. */
  async #createSession(
    { accessToken, refreshToken, expiresInSeconds }: Tokens,
    expiresAt: () => number,
    { steps, traceId }: CognitoCall,
  ): Promise<Session> {
    const claims = await steps.call(
      "GET /oauth2/userInfo",
      () => this.context.identity.userInfo(accessToken, traceId),
      ({ sub }) => `claims of ${sub}`,
    );
    return {
      claims,
      accessToken,
      refreshToken,
      accessTokenExpiresAt: this.#nowSeconds() + expiresInSeconds,
      expiresAt: expiresAt(),
    };
  }

  #sessionCookies(
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

  #nowSeconds(): number {
    return Math.floor(this.context.now() / 1000);
  }
}
