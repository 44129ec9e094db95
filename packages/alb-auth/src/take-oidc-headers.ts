import type { IncomingMessage } from "node:http";
import { oidcHeaderNames, type RequestHeaders } from "./oidc-headers.ts";

const bearerName = "authorization";
const names: ReadonlySet<string> = new Set(oidcHeaderNames);
const nameLengths: ReadonlySet<number> = new Set(
  [...oidcHeaderNames, bearerName].map((name) => name.length),
);

/**
 * Removes the three headers from a Node request, so that no handler and no log sees a raw token. Also
 * returns the `Authorization` header, which stays: it may be somebody else's.
 * Counts them in `rawHeaders`: Node joins repeated headers with ", ", and the joined text would hide
 * that a client added a copy.
 */
export function takeOidcHeaders(request: IncomingMessage): RequestHeaders {
  const { rawHeaders } = request;
  const taken: Record<string, string | string[]> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const rawName = rawHeaders[index] ?? "";
    // Comparing lengths first saves lower-casing nearly every header of nearly every request.
    if (!nameLengths.has(rawName.length)) continue;
    const name = rawName.toLowerCase();
    if (!names.has(name) && name !== bearerName) continue;
    const value = rawHeaders[index + 1] ?? "";
    const earlier = taken[name];
    taken[name] = earlier === undefined ? value : [earlier, value].flat();
    if (name === bearerName) continue;
    // The name stays: Node has counted the entries, and reads as many for `headersDistinct`.
    rawHeaders[index + 1] = "";
    delete request.headers[name];
  }
  return taken;
}
