import type { AppContext } from "./app-state";

/**
 * Answers with a value as JSON. Koa would look the media type up for each answer, and measure and
 * set the length of an object after all middleware has run.
 */
export function sendJson(ctx: AppContext, value: object): void {
  ctx.res.setHeader("Content-Type", "application/json; charset=utf-8");
  ctx.body = JSON.stringify(value);
}
