import type { AuthenticateCognitoAction } from "../../model/load-balancer.ts";

/** Reserved by the load balancer on every host name: it is never forwarded. */
export const callbackPath = "/oauth2/idpresponse";

/** Where the identity provider sends browsers back to: made of the Host header alone. */
export function callbackUrl(host: string): string {
  return `https://${host}${callbackPath}`;
}

/**
 * The address of the sign-in pages, with parameters in the order AWS writes them.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function authorizationUrl(
  action: AuthenticateCognitoAction,
  signInUrl: string,
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
  return `${signInUrl}/oauth2/authorize?${query.join("&")}`;
}
