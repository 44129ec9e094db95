import { RequestError } from "../app-errors";
import type { AppMiddleware } from "../app-state";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses requests that change something and come from another site's page: the load balancer's
 * session cookie is SameSite=None, so a browser would send it along. Browsers name the origin on
 * every such request; a client that names none is no browser and carries no cookie by accident.
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function sameOrigin(appUrl: URL): AppMiddleware {
  return function sameOrigin(ctx, next) {
    if (safeMethods.has(ctx.method)) return next();
    const { origin, referer, "sec-fetch-site": site } = ctx.req.headers;
    const source = origin ?? (referer === undefined ? undefined : originOf(referer));
    if (source !== undefined && source !== appUrl.origin)
      throw new RequestError("ERR_CROSS_ORIGIN");
    if (site !== undefined && site !== "same-origin") throw new RequestError("ERR_CROSS_ORIGIN");
    return next();
  };
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "null";
}
