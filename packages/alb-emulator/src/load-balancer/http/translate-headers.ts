import type { IncomingHttpHeaders } from "node:http";
import { type Engine, localLocation, realLocation } from "../engine.ts";
import type { RequestFacts } from "./request-attributes.ts";

/** Turns the addresses in a request's headers into the real ones, so that the target sees those. */
export function realHeader(
  engine: Engine,
  facts: RequestFacts,
  name: string,
  value: string,
): string {
  switch (name.toLowerCase()) {
    case "host":
      return facts.host ?? value;
    case "origin":
    case "referer":
      return realLocation(engine, facts, value);
    default:
      return value;
  }
}

/** Turns the addresses in a response's headers into those that a browser finds on this machine. */
export function localHeaders(
  engine: Engine,
  facts: RequestFacts,
  headers: IncomingHttpHeaders,
): void {
  const local = (url: string) => localLocation(engine, facts, url);
  if (headers.location) headers.location = local(headers.location);
  for (const name of ["content-security-policy", "content-security-policy-report-only"]) {
    const policy = headers[name];
    if (typeof policy === "string") headers[name] = localPolicy(policy, local);
  }
  const allowedOrigin = headers["access-control-allow-origin"];
  if (allowedOrigin) headers["access-control-allow-origin"] = local(allowedOrigin);
  if (headers["set-cookie"]) headers["set-cookie"] = headers["set-cookie"].map(localCookie);
  // Would make the browser insist on https for a name that is served over plain HTTP here.
  delete headers["strict-transport-security"];
}

/** Addresses in a policy, and no upgrade to https, which nothing here serves. */
function localPolicy(policy: string, local: (url: string) => string): string {
  return policy
    .split(";")
    .filter((directive) => directive.trim().toLowerCase() !== "upgrade-insecure-requests")
    .map((directive) => directive.replace(/https?:\/\/[^\s;,]+/g, local))
    .join(";");
}

function localCookie(cookie: string): string {
  return cookie.replace(/(;\s*domain=)([^;\s]+)/i, "$1$2.localhost");
}
