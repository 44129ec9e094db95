import type { AppMiddleware } from "../app-state";
import type { Readiness } from "../readiness";

/**
 * Answers `/healthz` and `/readyz` before anything else: the load balancer's health checks carry no
 * identity, must never see a user page and would only fill the log.
 */
export function health(readiness: Readiness): AppMiddleware {
  return function health(ctx, next) {
    if (ctx.path !== "/healthz" && ctx.path !== "/readyz") return next();
    ctx.set("Cache-Control", "no-store");
    if (ctx.method !== "GET" && ctx.method !== "HEAD") {
      ctx.set("Allow", "GET, HEAD");
      ctx.status = 405;
      ctx.body = { status: "method not allowed" };
      return;
    }
    if (ctx.path === "/healthz") {
      ctx.body = { status: "ok" };
      return;
    }
    return readiness.check().then((state) => {
      ctx.status = state.ready ? 200 : 503;
      ctx.body = state;
    });
  };
}
