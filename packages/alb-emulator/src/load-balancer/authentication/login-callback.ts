import type { Listener, Rule } from "../../model/load-balancer.ts";
import { loginEndpoints } from "../../model/login-action.ts";
import { redirectResponse } from "../http/response.ts";
import { requestCookies } from "../session/request-cookies.ts";
import type { ReceivedRequest } from "../trace/request-trace.ts";
import { failed, type Respond } from "./authentication-result.ts";
import { checkState, codeOf, ruleOf, signInOf } from "./callback-request.ts";
import { checkIdToken } from "./id-token.ts";
import type { LoginContext } from "./login-context.ts";
import { LoginError } from "./login-error.ts";
import { LoginSteps, participantOf, pathOf } from "./login-steps.ts";
import { redirectUriFor } from "./redirect-uri.ts";
import { sessionTrace } from "./session-trace.ts";
import type { Sessions } from "./sessions.ts";

/**
 * Handles the callback: the browser returns with a code, and is redirected with a session to the page
 * that it requested first.
 */
export async function completeLogin(
  context: LoginContext,
  sessions: Sessions,
  { attributes: request, traceId }: Pick<ReceivedRequest, "attributes" | "traceId">,
  listener: Listener,
): Promise<Respond> {
  const { cipher, identity, locations, now } = context;
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

    const redirectUri = redirectUriFor(context, action, request, state.host);
    const startedAtMs = now();
    const tokens = await steps.call(
      participantOf(action),
      `POST ${pathOf(loginEndpoints(action)?.token)}, grant_type=authorization_code`,
      () => identity.exchangeCode(action, { code, redirectUri }, traceId),
      ({ expiresInSeconds, refreshToken }) =>
        `access token for ${expiresInSeconds} s, ID token, ${refreshToken ? "" : "no "}refresh token`,
    );
    checkIdToken(tokens.idToken, action.provider, startedAtMs);
    const expiresAt = () => sessions.nowSeconds() + action.sessionTimeoutSeconds;
    const session = await sessions.create(action, tokens, expiresAt, { steps, traceId });
    const sessionCookies = sessions.cookies(action, session, cookies);
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
