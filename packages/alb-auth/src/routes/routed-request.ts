import type { RequestHeaders } from "../oidc-headers.ts";

/** What routes are matched with: a request as the load balancer forwarded it. */
export interface RoutedRequest {
  readonly method: string;
  /** Path and query as they were sent, not decoded, such as `request.url` of `node:http`. */
  readonly target: string;
  /** All headers, with lower-case names: `request.headersDistinct` of `node:http`. */
  readonly headers: RequestHeaders;
}

export function valuesOf(headers: RequestHeaders, name: string): readonly string[] {
  const value = headers[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}
