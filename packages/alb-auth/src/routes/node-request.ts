import type { IncomingMessage } from "node:http";
import type { RoutedRequest } from "./routed-request.ts";

/** A Node request. Frameworks that rewrite `url` keep what was sent in `originalUrl`. */
export type NodeRequest = IncomingMessage & { readonly originalUrl?: string };

/** @param target the request target as it was sent */
export function nodeRequest(request: NodeRequest, target = request.originalUrl): RoutedRequest {
  return {
    method: request.method ?? "",
    target: target ?? request.url ?? "",
    headers: request.headersDistinct,
  };
}
