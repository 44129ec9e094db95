import type { IncomingMessage } from "node:http";
import { Rejection, type Verdict } from "./auth-error.ts";

/** The three headers an authenticate action adds. Untrusted text until verified. */
export interface OidcHeaders {
  readonly data: string;
  readonly accessToken: string;
  readonly identity: string;
}

const dataName = "x-amzn-oidc-data";
const accessTokenName = "x-amzn-oidc-accesstoken";
const identityName = "x-amzn-oidc-identity";
const prefix = "x-amzn-oidc-";

/**
 * Takes the three headers out of the request, so that no handler and no log can meet a raw token.
 * Counts them in `rawHeaders`, because Node joins copies of a header with ", " and the joined text
 * would hide that a client added one. `undefined` when the request has none of them.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding
 */
export function takeOidcHeaders(request: IncomingMessage): Verdict<OidcHeaders> | undefined {
  const { rawHeaders } = request;
  let data: string | undefined;
  let accessToken: string | undefined;
  let identity: string | undefined;
  let repeated = false;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const rawName = rawHeaders[index] ?? "";
    if (!isCandidate(rawName)) continue;
    const value = rawHeaders[index + 1] ?? "";
    switch (rawName.toLowerCase()) {
      case dataName:
        repeated ||= data !== undefined;
        data = value;
        break;
      case accessTokenName:
        repeated ||= accessToken !== undefined;
        accessToken = value;
        break;
      case identityName:
        repeated ||= identity !== undefined;
        identity = value;
        break;
      default:
        continue;
    }
    rawHeaders[index + 1] = "";
  }
  if (data === undefined && accessToken === undefined && identity === undefined) return undefined;
  delete request.headers[dataName];
  delete request.headers[accessTokenName];
  delete request.headers[identityName];
  if (repeated) return new Rejection("ERR_HEADER_REPEATED");
  if (data === undefined) return new Rejection("ERR_DATA_MISSING");
  if (accessToken === undefined) return new Rejection("ERR_ACCESS_MISSING");
  if (identity === undefined) return new Rejection("ERR_IDENTITY_MISSING");
  return { data, accessToken, identity };
}

/** Sorts out nearly every header by its length, which is cheaper than lower-casing each name. */
function isCandidate(name: string): boolean {
  const { length } = name;
  if (length !== dataName.length && length !== identityName.length) {
    if (length !== accessTokenName.length) return false;
  }
  return name.slice(0, prefix.length).toLowerCase() === prefix;
}
