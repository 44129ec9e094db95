import type { IncomingHttpHeaders, ServerResponse } from "node:http";

/**
 * Headers for one connection only, which a load balancer does not pass on.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 */
export const hopByHopHeaders = [
  "connection",
  "http2-settings",
  "keep-alive",
  "proxy-connection",
  "trailer",
  "upgrade",
] as const;

/** Other headers that the sender declares to be for this connection only. */
export function connectionOptions({ connection = "" }: IncomingHttpHeaders): readonly string[] {
  return connection.split(",").map((name) => name.trim().toLowerCase());
}

/** Removes the headers that a target sent for its own connection. */
export function removeHopByHopHeaders(headers: IncomingHttpHeaders): void {
  for (const name of [...connectionOptions(headers), ...hopByHopHeaders]) delete headers[name];
}

/** What the load balancer says about the client's connection: no `Keep-Alive` follows. */
export function connectionHeader({ shouldKeepAlive }: ServerResponse): "close" | "keep-alive" {
  return shouldKeepAlive ? "keep-alive" : "close";
}
