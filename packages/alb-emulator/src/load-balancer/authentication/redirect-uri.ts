import type { LoginAction } from "../../model/login-action.ts";
import type { RequestAttributes } from "../http/request-attributes.ts";
import { callbackUrl } from "./authorization-request.ts";
import type { LoginContext } from "./login-context.ts";

/**
 * The callback URL that the identity provider gets. One on the network redirects browsers itself, so it
 * gets the address on this machine.
 * @param host With the port where the Host header has one.
 */
export function redirectUriFor(
  { endpointsOf, locations }: LoginContext,
  action: LoginAction,
  request: RequestAttributes,
  host: string,
): string {
  const url = callbackUrl(host);
  return endpointsOf(action).isRemote ? locations.toLocal(request, url) : url;
}
