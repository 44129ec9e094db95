import type { AppMiddleware } from "../app-state";

/** Refuses a request line like `GET http://[ HTTP/1.1`, at which everything after it would fail. */
export const requestTarget: AppMiddleware = function requestTarget(ctx, next) {
  try {
    void ctx.path;
  } catch {
    ctx.status = 400;
    ctx.set("Connection", "close");
    ctx.body = JSON.stringify({ type: "about:blank", title: "Bad Request", status: 400 });
    ctx.type = "application/problem+json";
    return Promise.resolve();
  }
  return next();
};
