import { createHash } from "node:crypto";
import type { AppMiddleware } from "../app-state";
import { pageScript } from "../views/page-script";
import { pageStyle } from "../views/page-style";

/** Options of {@link securityHeaders}. */
export interface SecurityHeadersOptions {
  readonly appUrl: URL;
  /** Where the sign-out form's redirect leads: browsers apply `form-action` to it as well. */
  readonly cognitoDomainUrl: URL;
}

/**
 * Headers that tell a browser how to treat an answer; those about documents on pages alone, for a
 * JSON answer has no use for half a kilobyte of policy. Style and script are inline and named by
 * hash, so that the public signed-out page needs no second public path for them.
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
    // With "no-referrer" browsers would say `Origin: null` for our own forms too.
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
    `style-src ${hashOf(pageStyle)}`,
    `script-src ${hashOf(pageScript)}`,
    "img-src data:",
    `form-action 'self' ${cognitoDomainUrl.origin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
