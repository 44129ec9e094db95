import { AlbAuthError } from "./alb-auth-error.ts";

/**
 * Request headers with lower-case names, as `node:http` and most frameworks give them. An array of several
 * entries means that a header was sent more than once, which `request.headersDistinct` of `node:http`
 * tells and `request.headers` does not.
 */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The three headers that an authenticate action adds. Untrusted text until verified. */
export interface OidcHeaders {
  readonly data: string;
  readonly accessToken: string;
  readonly identity: string;
}

export const oidcHeaderNames = [
  "x-amzn-oidc-data",
  "x-amzn-oidc-accesstoken",
  "x-amzn-oidc-identity",
] as const;

const [dataName, accessTokenName, identityName] = oidcHeaderNames;

export function hasOidcHeaders(headers: RequestHeaders): boolean {
  return oidcHeaderNames.some((name) => headers[name] !== undefined);
}

/**
 * @returns the three header values, each sent exactly once
 * @throws AlbAuthError when one is missing or repeated
 */
export function readOidcHeaders(headers: RequestHeaders): OidcHeaders {
  const data = onlyValue(headers[dataName]);
  const accessToken = onlyValue(headers[accessTokenName]);
  const identity = onlyValue(headers[identityName]);
  if (typeof data !== "string") throw new AlbAuthError("ERR_DATA_MISSING");
  if (typeof accessToken !== "string") throw new AlbAuthError("ERR_ACCESS_MISSING");
  if (typeof identity !== "string") throw new AlbAuthError("ERR_IDENTITY_MISSING");
  return { data, accessToken, identity };
}

/** @throws AlbAuthError when there are several values */
function onlyValue(value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  if (value.length > 1) throw new AlbAuthError("ERR_HEADER_REPEATED");
  return value[0];
}
