import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { nodeRequest } from "../routes/node-request.ts";
import type { RoutedRequest } from "../routes/routed-request.ts";

/** The binding through which `@hono/node-server` gives Node's own request. */
interface NodeBindings {
  readonly incoming?: IncomingMessage;
}

/** What routes are matched with. */
export function contextRequest(c: Context): RoutedRequest {
  const incoming = (c.env as NodeBindings | undefined)?.incoming;
  if (incoming?.rawHeaders) return nodeRequest(incoming);
  // Other runtimes give the address that `URL` read from the request, which is what Hono's router sees.
  const { method, url, headers } = c.req.raw;
  const { host, pathname, search } = new URL(url);
  return {
    method,
    target: `${pathname}${search}`,
    headers: { host, ...Object.fromEntries(headers) },
  };
}
