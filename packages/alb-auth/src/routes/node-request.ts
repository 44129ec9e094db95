import type { IncomingMessage } from "node:http";
import type { RequestHeaders } from "../oidc-headers.ts";
import type { RoutedRequest } from "./routed-request.ts";

/** A Node request. Frameworks that rewrite `url` keep what was sent in `originalUrl`. */
export type NodeRequest = IncomingMessage & { readonly originalUrl?: string };

/**
 * @param originalTarget what a framework says was sent. The request's own `originalUrl` goes first: the framework
 * may itself be mounted in another one, which cut off a prefix before.
 */
export function nodeRequest(request: NodeRequest, originalTarget = request.url): RoutedRequest {
  return {
    method: request.method ?? "",
    target: request.originalUrl ?? originalTarget ?? "",
    headers: distinctHeaders(request),
  };
}

/** Node's requests of HTTP/2 have no `headersDistinct`, and the host in a pseudo-header. */
function distinctHeaders(request: NodeRequest): RequestHeaders {
  if (request.headersDistinct !== undefined) return request.headersDistinct;
  const headers: Record<string, string[]> = {};
  const { rawHeaders } = request;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const rawName = String(rawHeaders[index]).toLowerCase();
    const name = rawName === ":authority" ? "host" : rawName;
    headers[name] = [...(headers[name] ?? []), String(rawHeaders[index + 1])];
  }
  return headers;
}
