import type { AppMiddleware } from "./app-context";
import { RequestError } from "./request-error";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Rejects requests that change something and come from a page of another site. The load balancer's
 * session cookie is SameSite=None, so a browser sends it with them. Browsers send the origin with
 * every such request; a client that sends none is not a browser and has no cookie by accident.
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function sameOrigin(appUrls: readonly URL[]): AppMiddleware {
  const origins = new Set(appUrls.map(({ origin }) => origin));
  return function sameOrigin(ctx, next) {
    if (safeMethods.has(ctx.method)) return next();
    const { origin, referer, "sec-fetch-site": site } = ctx.req.headers;
    const source = origin ?? (referer === undefined ? undefined : originOf(referer));
    const isOtherOrigin = source !== undefined && !origins.has(source);
    const isOtherSite = site !== undefined && site !== "same-origin";
    if (isOtherOrigin || isOtherSite) throw new RequestError("ERR_CROSS_ORIGIN");
    return next();
  };
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "null";
}
