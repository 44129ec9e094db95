import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { AppContext, AppMiddleware } from "../app-state";
import type { Metrics } from "../metrics";

/** Characters of an X-Amzn-Trace-Id. Anything else is a client's invention and stays out of the log. */
const traceId = /^[\w=;:.-]{1,256}$/;

/**
 * Gives every request an id and writes one line when it is answered. The path goes in without its
 * query, which may carry authorization codes; headers and bodies never go in.
 */
export function requestLog(log: Logger, metrics: Metrics): AppMiddleware {
  return async function requestLog(ctx, next) {
    const startedAt = performance.now();
    const requestId = randomUUID();
    ctx.state.requestId = requestId;
    ctx.res.setHeader("X-Request-Id", requestId);
    await next();
    const durationMilliseconds = Math.round((performance.now() - startedAt) * 1000) / 1000;
    const status = ctx.res.statusCode;
    metrics.request(status, durationMilliseconds);
    if (!log.isLevelEnabled("info")) return;
    const { state } = ctx;
    log.info({
      requestId,
      traceId: traceIdOf(ctx),
      clientAddress: clientAddressOf(ctx),
      method: ctx.method,
      path: ctx.path,
      status,
      durationMilliseconds,
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
 * The right-most entry is the one our load balancer appended; those before it are the client's word.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
export function clientAddressOf(ctx: Pick<AppContext, "req">): string | undefined {
  const header = ctx.req.headers["x-forwarded-for"];
  const last = typeof header === "string" ? header.slice(header.lastIndexOf(",") + 1).trim() : "";
  return last === "" ? ctx.req.socket?.remoteAddress : last;
}
