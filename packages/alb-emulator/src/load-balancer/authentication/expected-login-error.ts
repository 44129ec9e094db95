import type { AuthenticateCognitoAction, LoginAction } from "../../model/login-action.ts";
import { isRegisteredUrl } from "../../model/registered-url.ts";
import { callbackUrl } from "./authorization-request.ts";

/**
 * Explains why a sign-in with this action will fail. A load balancer in AWS does not check any of
 * it: users see an error page of the identity provider instead.
 * @returns `undefined` when nothing is wrong.
 */
export function expectedLoginError(action: LoginAction, host: string): string | undefined {
  if (action.type === "authenticate-cognito") {
    const error = expectedCognitoError(action, host);
    if (error !== undefined) return error;
  }
  if (splitScope(action.scope).includes("openid")) return undefined;
  const provider = action.type === "authenticate-cognito" ? "Cognito" : "the identity provider";
  return `The scope "${action.scope}" of the rule does not contain openid. Without it ${provider} issues no ID token and no user info, so the load balancer returns 401. Add openid.`;
}

function expectedCognitoError(
  { scope, provider }: AuthenticateCognitoAction,
  host: string,
): string | undefined {
  const callback = callbackUrl(host);
  if (!isRegisteredUrl(provider, provider.callbackUrls, callback)) {
    return `Callback URL ${callback} is not registered for app client ${provider.clientName} (${provider.callbackUrls.join(", ") || "it has none"}), so Cognito shows "redirect_mismatch". Add exactly this URL to callback_urls.`;
  }
  if (!provider.allowedOAuthFlows.includes("code")) {
    return `App client ${provider.clientName} does not allow the authorization code grant, which the load balancer uses: Cognito returns invalid_request (unauthorized_client). Add "code" to allowed_oauth_flows and set allowed_oauth_flows_user_pool_client.`;
  }
  const missing = splitScope(scope).filter((name) => !provider.allowedOAuthScopes.includes(name));
  if (missing.length > 0) {
    return `The rule asks for ${missing.join(" and ")}, which app client ${provider.clientName} does not allow: Cognito returns invalid_request (invalid_scope). Add it to allowed_oauth_scopes.`;
  }
  return undefined;
}

function splitScope(scope: string): readonly string[] {
  return scope.split(" ").filter((name) => name !== "");
}
