import { AlbAuthError } from "./alb-auth-error.ts";
import type { RequestHeaders } from "./oidc-headers.ts";

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const bearerCredentials = /^Bearer +([\w.~+/-]+=*)$/i;

/** Whether the request claims to have a bearer token, well-formed or not. */
export function hasBearerToken({ authorization }: RequestHeaders): boolean {
  return (
    authorization !== undefined && [authorization].flat().some((each) => /^Bearer\b/i.test(each))
  );
}

/** @throws AlbAuthError when the `Authorization` header is missing, repeated or not a bearer token */
export function readBearerToken({ authorization }: RequestHeaders): string {
  if (authorization === undefined) throw new AlbAuthError("ERR_BEARER_MISSING");
  const value = typeof authorization === "string" ? [authorization] : authorization;
  const [, token] = bearerCredentials.exec(value[0] ?? "") ?? [];
  if (token === undefined || value.length > 1) throw new AlbAuthError("ERR_BEARER_MALFORMED");
  return token;
}
