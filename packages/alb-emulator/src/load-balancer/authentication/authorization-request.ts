import type { AuthenticateCognitoAction } from "../../model/load-balancer.ts";

/** Reserved by the load balancer on every host name: never forwarded. */
export const callbackPath = "/oauth2/idpresponse";

/** Where Cognito redirects browsers to. AWS builds it from the Host header. */
export function callbackUrl(host: string): string {
  return `https://${host}${callbackPath}`;
}

/**
 * URL of the authorization endpoint, parameters in AWS's order.
 * @param baseUrl Origin of the user pool domain.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function authorizationUrl(
  action: AuthenticateCognitoAction,
  baseUrl: string,
  host: string,
  state: string,
): string {
  const parameters = [
    ["client_id", action.provider.clientId],
    ["redirect_uri", callbackUrl(host)],
    ["response_type", "code"],
    ["scope", action.scope],
    ["state", state],
    ...Object.entries(action.extraParameters),
  ];
  const query = parameters.map(([name = "", value = ""]) => `${name}=${encodeURIComponent(value)}`);
  return `${baseUrl}/oauth2/authorize?${query.join("&")}`;
}
