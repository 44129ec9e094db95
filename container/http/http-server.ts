import { createServer, type RequestListener, type Server } from "node:http";

/**
 * The load balancer allows 64 KiB of headers: two sessions of four 4-KiB cookies each, and two
 * tokens. Node's default is 16 KiB.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const maxHeaderBytes = 65_536;

/** How much longer than the load balancer the container keeps an idle connection. */
const keepAliveMarginMs = 5_000;

const minRequestTimeoutMs = 120_000;

/**
 * Creates the server. It keeps connections longer than the load balancer does: otherwise the load
 * balancer sends on a connection that is being closed, and returns 502.
 *
 * @param idleTimeoutSeconds the load balancer's idle timeout
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function createHttpServer(listener: RequestListener, idleTimeoutSeconds: number): Server {
  const keepAliveTimeout = idleTimeoutSeconds * 1_000 + keepAliveMarginMs;
  // Also counts for a connection that has not sent anything yet.
  const headersTimeout = keepAliveTimeout + 1_000;
  return createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      keepAliveTimeout,
      headersTimeout,
      requestTimeout: Math.max(minRequestTimeoutMs, headersTimeout),
    },
    listener,
  );
}
