import { createServer, type RequestListener, type Server } from "node:http";

/**
 * The load balancer lets 64 KiB of headers through: two sessions of four 4-KiB cookies each, and two
 * tokens. Node's own limit is 16 KiB.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const maxHeaderBytes = 65_536;

/**
 * Longer than the load balancer's idle timeout of 60 seconds: were it shorter, the load balancer
 * would send on a connection we are closing, and answer 502.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
const keepAliveMilliseconds = 65_000;

export function createHttpServer(listener: RequestListener): Server {
  return createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      keepAliveTimeout: keepAliveMilliseconds,
      headersTimeout: keepAliveMilliseconds + 1_000,
      requestTimeout: 120_000,
    },
    listener,
  );
}
