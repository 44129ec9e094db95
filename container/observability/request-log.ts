import { randomUUID } from "node:crypto";
import type { RouterContext } from "@koa/router";
import type { Logger } from "pino";
import type { AppContext, AppMiddleware } from "../http/app-context";
import { loggedPath } from "./logged-path";
import type { Metrics } from "./metrics";

/** The trace id, among the fields of an X-Amzn-Trace-Id. Anything else comes from a client. */
const traceRoot = /(?:^|;) *(Root=1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/;

/** An IP address, with a port if the load balancer preserves it. */
const address = /^[0-9A-Fa-f.:[\]]{2,53}$/;

const maxSubjectCharacters = 128;

/**
 * Gives every request an id and logs one line after its response. The query is left out, because it
 * may contain authorization codes; so are headers and bodies. What a client can choose is bounded.
 */
export function requestLog(log: Logger, metrics: Metrics): AppMiddleware {
  return async function requestLog(ctx, next) {
    const startedAt = performance.now();
    const requestId = randomUUID();
    ctx.state.requestId = requestId;
    ctx.res.setHeader("X-Request-Id", requestId);
    await next();
    const durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
    const status = ctx.res.statusCode;
    metrics.request(status, durationMs);
    if (!log.isLevelEnabled("info")) return;
    const { state } = ctx;
    log.info({
      requestId,
      traceId: traceIdOf(ctx),
      clientAddress: clientAddressOf(ctx),
      method: ctx.method,
      path: loggedPath(ctx.path, routeOf(ctx)),
      status,
      durationMs,
      subject: (state.identity?.subject ?? state.rejectedSubject)?.slice(0, maxSubjectCharacters),
      code: state.errorCode,
      missing: state.missing,
      kid: state.kid,
    });
  };
}

/** As the route that handled the request is declared, such as `/tasks/:id`. */
function routeOf(ctx: AppContext): string | undefined {
  const { routerPath } = ctx as Pick<RouterContext, "routerPath">;
  // For a request that middleware rejected, it is a pattern of that middleware.
  return routerPath?.startsWith("/") ? routerPath : undefined;
}

/**
 * `Root=1-<time>-<id>`, as the load balancer's access log has it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
 */
function traceIdOf(ctx: AppContext): string | undefined {
  const header = ctx.req.headers["x-amzn-trace-id"];
  return typeof header === "string" ? traceRoot.exec(header)?.[1] : undefined;
}

/**
 * The right-most entry, which the load balancer appended. A client can set those before it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
function clientAddressOf(ctx: Pick<AppContext, "req">): string | undefined {
  const header = ctx.req.headers["x-forwarded-for"];
  const last = typeof header === "string" ? header.slice(header.lastIndexOf(",") + 1).trim() : "";
  return address.test(last) ? last : ctx.req.socket?.remoteAddress;
}
