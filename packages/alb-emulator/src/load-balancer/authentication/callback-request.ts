import type { Listener, Rule } from "../../model/load-balancer.ts";
import { clientName, isLogin, type LoginAction, providerName } from "../../model/login-action.ts";
import { signInIdOf } from "../../model/sign-in-id.ts";
import { authorityOf, type RequestAttributes } from "../http/request-attributes.ts";
import type { CookieCipher } from "../session/cookie-cipher.ts";
import { LoginError } from "./login-error.ts";
import {
  decryptState,
  isSameNonce,
  type LoginState,
  loginTimeoutMs,
  nonceCookieName,
} from "./login-state.ts";

const restart = "Open the application again to restart sign-in.";

/**
 * Checks state, nonce cookie and age of a callback, in this order and before its code is redeemed.
 * @returns the state that this load balancer encrypted when the sign-in started.
 * @throws LoginError
 */
export function checkState(
  cipher: CookieCipher,
  request: RequestAttributes,
  cookies: ReadonlyMap<string, string>,
  nowMs: number,
): LoginState {
  const state = readState(cipher, request);
  checkNonce(state, cookies.get(nonceCookieName));
  if (nowMs - state.issuedAtMs <= loginTimeoutMs) return state;
  throw new LoginError(
    401,
    "AuthInvalidStateParam",
    `The sign-in took more than 15 minutes, the limit of the load balancer. ${restart}`,
  );
}

function readState(cipher: CookieCipher, request: RequestAttributes): LoginState {
  const text = new URLSearchParams(request.query).get("state");
  if (!text) {
    throw new LoginError(
      401,
      "AuthMissingStateParam",
      `The callback has no state, so it does not belong to a sign-in. Only the identity provider redirects here. ${restart}`,
    );
  }
  // Base64 contains plus signs, which a query string decodes as spaces unless they were encoded.
  const state = decryptState(cipher, text.replaceAll(" ", "+"));
  if (state === undefined || state.host !== authorityOf(request)) {
    throw new LoginError(
      401,
      "AuthInvalidStateParam",
      `The state of the callback was not created by this load balancer for this host. The sign-in started on another host, before a restart, or by Cognito's logout endpoint with redirect_uri. ${restart}`,
    );
  }
  return state;
}

function checkNonce(state: LoginState, nonce: string | undefined): void {
  if (!nonce) {
    throw new LoginError(
      401,
      "AuthMissingAWSALBAuthNonce",
      `The browser sent no ${nonceCookieName} cookie: the sign-in started in another browser. The authorization code has not been redeemed. ${restart}`,
    );
  }
  if (!isSameNonce(nonce, state.nonce)) {
    throw new LoginError(
      401,
      "AuthInvalidAWSALBAuthNonce",
      `The ${nonceCookieName} cookie of the browser belongs to another sign-in, such as one in a second tab. ${restart}`,
    );
  }
}

/** The sign-in that a callback belongs to; nothing for a callback without `state`. */
export function signInOf({ query }: RequestAttributes): { readonly signIn?: string } {
  const state = new URLSearchParams(query).get("state");
  return state ? { signIn: signInIdOf(state) } : {};
}

/** @throws LoginError when the rule that asked for the sign-in no longer exists. */
export function ruleOf(
  { rules, defaultRule }: Listener,
  { ruleArn }: LoginState,
): { readonly rule: Rule; readonly action: LoginAction } {
  const rule = [...rules, defaultRule].find(({ arn }) => arn === ruleArn);
  const action = rule?.actions.find(isLogin);
  if (rule !== undefined && action !== undefined) return { rule, action };
  throw new LoginError(
    401,
    "AuthInvalidStateParam",
    `The rule that asked for this sign-in no longer exists. ${restart}`,
  );
}

/**
 * @returns the authorization code.
 * @throws LoginError when the identity provider returned an error instead.
 */
export function codeOf({ query }: RequestAttributes, action: LoginAction): string {
  const parameters = new URLSearchParams(query);
  const error = parameters.get("error");
  if (error !== null) {
    const description = parameters.get("error_description");
    const advice =
      description === "invalid_scope" && action.type === "authenticate-cognito"
        ? "Add the scope to allowed_oauth_scopes of the client."
        : restart;
    throw new LoginError(
      error === "access_denied" ? 401 : 561,
      "AuthMissingCodeParam",
      `${providerName(action)} returned ${error}${description ? ` (${description})` : ""} to ${clientName(action)}, which requested "${action.scope}". ${advice}`,
    );
  }
  const code = parameters.get("code");
  if (code) return code;
  throw new LoginError(
    401,
    "AuthMissingCodeParam",
    `The callback has neither code nor error, so nobody is signed in. ${restart}`,
  );
}
