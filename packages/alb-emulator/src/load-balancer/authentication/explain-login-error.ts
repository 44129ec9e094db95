import type { AuthenticateCognitoAction } from "../../model/load-balancer.ts";
import { callbackUrl } from "./authorization-request.ts";

/**
 * Why Cognito is going to refuse this login, in words; `undefined` when it is not. The load
 * balancer knows none of it in AWS: the user meets Cognito's error page instead.
 */
export function loginProblem(
  { scope, provider }: AuthenticateCognitoAction,
  host: string,
): string | undefined {
  const callback = callbackUrl(host);
  if (!provider.callbackUrls.includes(callback)) {
    return `Callback ${callback} is not among the callback URLs of app client ${provider.clientName} (${provider.callbackUrls.join(", ") || "it has none"}), so Cognito shows "redirect_mismatch". Add it to callback_urls, exactly so.`;
  }
  if (!provider.allowedOAuthFlows.includes("code")) {
    return `App client ${provider.clientName} does not allow the code grant, which is the one the load balancer uses: Cognito answers unauthorized_client. Add "code" to allowed_oauth_flows and switch allowed_oauth_flows_user_pool_client on.`;
  }
  const scopes = scope.split(" ").filter((name) => name !== "");
  const refused = scopes.filter((name) => !provider.allowedOAuthScopes.includes(name));
  if (refused.length > 0) {
    return `The rule asks for ${refused.join(" and ")}, which app client ${provider.clientName} may not ask for: Cognito answers invalid_scope. Add it to allowed_oauth_scopes.`;
  }
  if (!scopes.includes("openid")) {
    return `The rule's scope "${scope}" lacks openid. Without it Cognito gives no ID token and no user info, so that the load balancer answers 401.`;
  }
  return undefined;
}
