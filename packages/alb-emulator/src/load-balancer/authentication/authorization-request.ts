import type { LoginAction } from "../../model/login-action.ts";

/** Reserved by the load balancer on every host name: never forwarded. */
export const callbackPath = "/oauth2/idpresponse";

/** Where the identity provider redirects browsers to. AWS builds it from the Host header. */
export function callbackUrl(host: string): string {
  return `https://${host}${callbackPath}`;
}

/** What differs from one authorization request of an action to the next. */
export interface AuthorizationParameters {
  readonly redirectUri: string;
  readonly state: string;
}

/**
 * URL of the authorization endpoint, parameters in AWS's order.
 * @param endpoint Of the identity provider; it may have a query of its own.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function authorizationUrl(
  action: LoginAction,
  endpoint: string,
  { redirectUri, state }: AuthorizationParameters,
): string {
  const parameters = [
    ["client_id", action.provider.clientId],
    ["redirect_uri", redirectUri],
    ["response_type", "code"],
    ["scope", action.scope],
    ["state", state],
    ...Object.entries(action.extraParameters),
  ];
  const query = parameters.map(([name = "", value = ""]) => `${name}=${encodeURIComponent(value)}`);
  return `${endpoint}${endpoint.includes("?") ? "&" : "?"}${query.join("&")}`;
}
