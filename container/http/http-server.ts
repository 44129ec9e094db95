import { createServer, type RequestListener, type Server } from "node:http";

/**
 * The load balancer allows 64 KiB of headers: two sessions of four 4-KiB cookies each, and two
 * tokens. Node's default is 16 KiB.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const maxHeaderBytes = 65_536;

/**
 * Longer than the load balancer's idle timeout of 60 seconds. Otherwise the load balancer sends on a
 * connection that is being closed, and returns 502.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
const keepAliveMs = 65_000;

export function createHttpServer(listener: RequestListener): Server {
  return createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      keepAliveTimeout: keepAliveMs,
      headersTimeout: keepAliveMs + 1_000,
      requestTimeout: 120_000,
    },
    listener,
  );
}
