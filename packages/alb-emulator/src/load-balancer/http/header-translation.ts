import type { IncomingHttpHeaders } from "node:http";
import type { Locations } from "./locations.ts";
import { authorityOf, type RequestAttributes } from "./request-attributes.ts";

/**
 * @param preservesHost Whether the load balancer leaves the Host header alone.
 * @returns the value of a request header with real URLs, as the target receives it in AWS.
 */
export function toRealHeader(
  locations: Locations,
  request: RequestAttributes,
  preservesHost: boolean,
  [name, value]: readonly [name: string, value: string],
): string {
  switch (name.toLowerCase()) {
    case "host":
      return hostHeader(request, preservesHost) ?? value;
    case "origin":
    case "referer":
      return locations.toReal(request, value);
    default:
      return value;
  }
}

/**
 * By default, a load balancer appends the port of a listener on another port than 80 and 443.
 * @see https://repost.aws/questions/QUbdKVqaj4TKSZJdPWPZG1Ow
 */
function hostHeader(request: RequestAttributes, preservesHost: boolean): string | undefined {
  const { host, port } = request;
  if (host === undefined || preservesHost || port === 80 || port === 443) {
    return authorityOf(request);
  }
  return `${host}:${port}`;
}

/** Changes the headers of a target's response so that their URLs work on this machine. */
export function localizeHeaders(
  locations: Locations,
  request: RequestAttributes,
  headers: IncomingHttpHeaders,
): void {
  const toLocal = (url: string) => locations.toLocal(request, url);
  if (headers.location) headers.location = toLocal(headers.location);
  for (const name of ["content-security-policy", "content-security-policy-report-only"]) {
    const policy = headers[name];
    if (typeof policy === "string") headers[name] = localPolicy(policy, toLocal);
  }
  const allowedOrigin = headers["access-control-allow-origin"];
  if (allowedOrigin) headers["access-control-allow-origin"] = toLocal(allowedOrigin);
  const challenge = headers["www-authenticate"];
  if (challenge) headers["www-authenticate"] = localChallenge(challenge, toLocal);
  if (headers["set-cookie"]) headers["set-cookie"] = headers["set-cookie"].map(localCookie);
  // With it, browsers would insist on https for a name that is served over plain HTTP here.
  delete headers["strict-transport-security"];
}

/** Local URLs, and no upgrade to https: the emulator may serve plain HTTP. */
function localPolicy(policy: string, toLocal: (url: string) => string): string {
  return policy
    .split(";")
    .filter((directive) => directive.trim().toLowerCase() !== "upgrade-insecure-requests")
    .map((directive) => directive.replace(/https?:\/\/[^\s;,]+/g, toLocal))
    .join(";");
}

/** @see https://www.rfc-editor.org/rfc/rfc9728#section-5.1 */
function localChallenge(challenge: string, toLocal: (url: string) => string): string {
  return challenge.replace(
    /(\bresource_metadata=")([^"]*)/gi,
    (_, parameter: string, url: string) => parameter + toLocal(url),
  );
}

function localCookie(cookie: string): string {
  return cookie.replace(/(;\s*domain=)([^;\s]+)/i, "$1$2.localhost");
}
