import type { AppMiddleware } from "./app-context";

/** Rejects a request line such as `GET http://[ HTTP/1.1`, whose path Koa cannot parse. */
export const requestTarget: AppMiddleware = function requestTarget(ctx, next) {
  try {
    void ctx.path;
  } catch {
    ctx.status = 400;
    ctx.set("Connection", "close");
    ctx.body = JSON.stringify({ type: "about:blank", title: "Bad Request", status: 400 });
    ctx.type = "application/problem+json";
    return;
  }
  return next();
};
