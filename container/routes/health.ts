import type { AppContext, AppMiddleware } from "../http/app-context";
import type { Readiness } from "../observability/readiness";

/**
 * `/healthz` and `/readyz`, before everything else: the load balancer's health checks have no
 * identity, must not see a page and would only fill the log.
 */
export function health(readiness: Readiness): AppMiddleware {
  return function health(ctx, next) {
    return ctx.path === "/healthz" || ctx.path === "/readyz" ? respond(ctx, readiness) : next();
  };
}

async function respond(ctx: AppContext, readiness: Readiness): Promise<void> {
  ctx.set("Cache-Control", "no-store");
  if (ctx.method !== "GET" && ctx.method !== "HEAD") {
    ctx.set("Allow", "GET, HEAD");
    ctx.status = 405;
    ctx.body = { status: "method not allowed" };
  } else if (ctx.path === "/healthz") {
    ctx.body = { status: "ok" };
  } else {
    const state = await readiness.check();
    ctx.status = state.ready ? 200 : 503;
    ctx.body = state;
  }
}
