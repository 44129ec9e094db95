import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { AppContext, AppMiddleware } from "../http/app-context";
import type { Metrics } from "./metrics";

/** Characters of an X-Amzn-Trace-Id. Anything else comes from a client and is not logged. */
const traceId = /^[\w=;:.-]{1,256}$/;

/**
 * Gives every request an id and logs one line after its response. The query is left out, because it
 * may contain authorization codes; so are headers and bodies.
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
      path: ctx.path,
      status,
      durationMs,
      subject: state.identity?.subject,
      code: state.errorCode,
      kid: state.kid,
    });
  };
}

function traceIdOf(ctx: AppContext): string | undefined {
  const header = ctx.req.headers["x-amzn-trace-id"];
  return typeof header === "string" && traceId.test(header) ? header : undefined;
}

/**
 * The right-most entry, which the load balancer appended. A client can set those before it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
export function clientAddressOf(ctx: Pick<AppContext, "req">): string | undefined {
  const header = ctx.req.headers["x-forwarded-for"];
  const last = typeof header === "string" ? header.slice(header.lastIndexOf(",") + 1).trim() : "";
  return last === "" ? ctx.req.socket?.remoteAddress : last;
}
