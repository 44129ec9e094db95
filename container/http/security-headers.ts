import { createHash } from "node:crypto";
import script from "../views/page.browser.js";
import { style } from "../views/style";
import type { AppMiddleware } from "./app-context";

/** Options of {@link securityHeaders}. */
export interface SecurityHeadersOptions {
  readonly appUrl: URL;
  /** Target of the sign-out form's redirect: browsers apply `form-action` to redirects as well. */
  readonly cognitoDomainUrl: URL;
}

/**
 * Security headers; those about documents on pages only, because a JSON response has no use for them.
 * Style and script are inline and allowed by hash, so that the public signed-out page needs no second
 * public path.
 * @see https://www.w3.org/TR/CSP3/
 */
export function securityHeaders(options: SecurityHeadersOptions): AppMiddleware {
  const headers = Object.entries({
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    ...(options.appUrl.protocol === "https:" && {
      "Strict-Transport-Security": "max-age=31536000",
    }),
  });
  const pageHeaders = Object.entries({
    "Content-Security-Policy": contentSecurityPolicy(options.cognitoDomainUrl),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    // With "no-referrer" browsers would send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
  });
  return async function securityHeaders(ctx, next) {
    for (const [name, value] of headers) ctx.res.setHeader(name, value);
    await next();
    const contentType = ctx.res.getHeader("Content-Type");
    if (typeof contentType !== "string" || !contentType.startsWith("text/html")) return;
    for (const [name, value] of pageHeaders) ctx.res.setHeader(name, value);
  };
}

function contentSecurityPolicy(cognitoDomainUrl: URL): string {
  return [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "img-src data:",
    `form-action 'self' ${cognitoDomainUrl.origin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
