import { randomUUID } from "node:crypto";
import type { Context } from "koa";
import { csrfToken } from "./csrf.ts";

/**
 * Cognito's response to a method that an endpoint does not have: no body, and the headers that every
 * response of its pages has.
 * @see https://github.com/amazon-archives/amazon-cognito-auth-js/issues/52
 */
export function methodNotAllowed(ctx: Context): void {
  ctx.body = null;
  ctx.status = 405;
  csrfToken(ctx);
  ctx.set({
    "x-amz-request-id": randomUUID(),
    "x-content-type-options": "nosniff",
    "x-xss-protection": "1; mode=block",
    "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
  });
}
