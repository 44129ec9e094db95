import type { AppContext } from "./app-context";

/**
 * Sends a value as JSON. Koa would look the media type up for each response, and measure and set the
 * length of an object after all middleware has run.
 */
export function sendJson(ctx: Pick<AppContext, "res" | "body">, value: object): void {
  ctx.res.setHeader("Content-Type", "application/json; charset=utf-8");
  ctx.body = JSON.stringify(value);
}
