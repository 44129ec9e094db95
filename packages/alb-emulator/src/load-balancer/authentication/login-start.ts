import type { Rule } from "../../model/load-balancer.ts";
import { type LoginAction, loginEndpoints } from "../../model/login-action.ts";
import { signInIdOf } from "../../model/sign-in-id.ts";
import { authorityOf, type RequestAttributes } from "../http/request-attributes.ts";
import { redirectResponse } from "../http/response.ts";
import type { RequestSteps } from "../trace/request-trace.ts";
import { failed, type Respond } from "./authentication-result.ts";
import { authorizationUrl } from "./authorization-request.ts";
import { expectedLoginError } from "./expected-login-error.ts";
import type { LoginContext } from "./login-context.ts";
import { LoginError } from "./login-error.ts";
import { createNonce, encryptState, nonceCookie } from "./login-state.ts";
import { LoginSteps } from "./login-steps.ts";
import { redirectUriFor } from "./redirect-uri.ts";

/** One request at one authenticate action. */
export interface Attempt {
  readonly request: RequestAttributes;
  readonly traceId: string;
  readonly rule: Rule;
  readonly action: LoginAction;
}

/** Redirects the browser to the identity provider. */
export function startLogin(
  context: LoginContext,
  { request, rule, action }: Attempt,
  trace: RequestSteps,
): Respond {
  const { cipher, locations, now } = context;
  const { path, query } = request;
  const host = authorityOf(request);
  const endpoint = loginEndpoints(action)?.authorization;
  if (host === undefined || endpoint === undefined) {
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
  const redirectUri = redirectUriFor(context, action, request, host);
  const location = authorizationUrl(action, endpoint, { redirectUri, state });
  const steps = new LoginSteps(trace.loginSteps);
  steps.add("browser", "load balancer", `${request.method} ${path} without a valid session`);
  steps.add("load balancer", "browser", `302 to ${endpoint}, scope ${action.scope}`);
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
