import type { Listener, Rule } from "../../model/load-balancer.ts";
import type { LoginAction } from "../../model/login-action.ts";
import { statusPage } from "../http/response.ts";
import { requestCookies } from "../session/request-cookies.ts";
import type { Session } from "../session/session.ts";
import { readSessionCookie } from "../session/session-cookie.ts";
import type { ReceivedRequest, RequestSteps } from "../trace/request-trace.ts";
import { failed, type Proceed, type Respond } from "./authentication-result.ts";
import { completeLogin } from "./login-callback.ts";
import type { LoginContext } from "./login-context.ts";
import { LoginError } from "./login-error.ts";
import { type Attempt, startLogin } from "./login-start.ts";
import { LoginSteps } from "./login-steps.ts";
import { sessionTrace } from "./session-trace.ts";
import { type Cookies, Sessions } from "./sessions.ts";

type Received = Pick<ReceivedRequest, "attributes" | "traceId">;

/**
 * Signs users in at their identity provider and recognises their sessions.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export class Authenticator {
  readonly #sessions: Sessions;

  constructor(private readonly context: LoginContext) {
    this.#sessions = new Sessions(context);
  }

  /** Runs an authenticate action. */
  async authenticate(
    { attributes: request, traceId }: Received,
    rule: Rule,
    action: LoginAction,
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

  /** Handles the callback: the browser returns from the identity provider. */
  completeLogin(received: Received, listener: Listener): Promise<Respond> {
    return completeLogin(this.context, this.#sessions, received, listener);
  }

  #withoutSession(attempt: Attempt): Proceed | Respond {
    const { action } = attempt;
    const trace: RequestSteps = { session: sessionTrace(action, "none") };
    switch (action.onUnauthenticatedRequest) {
      case "authenticate":
        return startLogin(this.context, attempt, trace);
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
              "The rule denies requests without a session, so that scripts receive 401 instead of a redirect to sign-in. Sign in on a page of the application first.",
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
    const nowSeconds = this.#sessions.nowSeconds();
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
      const refreshed = await this.#sessions.refresh(action, session, refreshToken, {
        steps,
        traceId,
      });
      return {
        type: "proceed",
        session: refreshed,
        setCookies: this.#sessions.cookies(action, refreshed, cookies),
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
      : startLogin(this.context, attempt, trace);
  }
}
