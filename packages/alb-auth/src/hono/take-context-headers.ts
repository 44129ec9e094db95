import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { oidcHeaderNames, type RequestHeaders } from "../oidc-headers.ts";
import { takeOidcHeaders } from "../take-oidc-headers.ts";

/** The binding through which `@hono/node-server` gives Node's own request. */
interface NodeBindings {
  readonly incoming?: IncomingMessage;
}

/** Removes the three headers from the request, so that no handler and no log sees a raw token. */
export function takeContextHeaders(c: Context): RequestHeaders {
  const incoming = (c.env as NodeBindings | undefined)?.incoming;
  const taken = incoming?.rawHeaders ? takeOidcHeaders(incoming) : readHeaders(c.req.raw.headers);
  removeHeaders(c);
  return taken;
}

/**
 * `Headers` joins copies of a header with ", ", and `hono/aws-lambda` with "; ". Neither the three values
 * nor a bearer token can contain either.
 */
function readHeaders(headers: Headers): RequestHeaders {
  return Object.fromEntries(
    [...oidcHeaderNames, "authorization"].map((name) => {
      const value = headers.get(name);
      const copies = value?.split(/[,;]/) ?? [];
      return [name, copies.length > 1 ? copies : copies[0]];
    }),
  );
}

/** Also after `takeOidcHeaders`: a middleware may have made Hono copy the headers before. */
function removeHeaders({ req }: Context): void {
  try {
    for (const name of oidcHeaderNames) req.raw.headers.delete(name);
  } catch {
    // Deno and Cloudflare Workers do not let a program change the headers of a request that it received.
    const { raw } = req;
    const headers = new Headers(raw.headers);
    for (const name of oidcHeaderNames) headers.delete(name);
    // A request whose body has been read cannot be copied. Hono keeps what was read from it.
    req.raw = new Request(raw.bodyUsed ? raw.url : raw, { method: raw.method, headers });
  }
}
