/** The status that the load balancer returns for a target without a valid response, and why. */
export interface TargetError {
  readonly status: 502 | 504;
  readonly explanation: string;
}

/** @param code Of Node's error. */
export function targetError(
  code: string,
  { origin }: URL,
  idleTimeoutSeconds: number,
): TargetError {
  switch (code) {
    case "ETIMEDOUT":
      return {
        status: 504,
        explanation: `The program at ${origin} did not respond within the idle timeout of ${idleTimeoutSeconds} seconds, so the load balancer returns 504. Make it respond faster, or raise idle_timeout.`,
      };
    case "ECONNREFUSED":
      return {
        status: 502,
        explanation: `Nothing listens at ${origin}, so the load balancer returns 502. Check that the program is running, and that it listens on that port.`,
      };
    case "HPE_HEADER_OVERFLOW":
      return {
        status: 502,
        explanation: `The program at ${origin} sent more than 32 KB of response headers, so the load balancer returns 502. Send fewer or smaller headers.`,
      };
    case "ECONNRESET":
      return {
        status: 502,
        explanation: `The program at ${origin} closed the connection before it responded, so the load balancer returns 502. Check whether it crashes, and that its keep-alive timeout is longer than the idle timeout.`,
      };
    default:
      return {
        status: 502,
        explanation: `The program at ${origin} sent no valid HTTP response (${code}), so the load balancer returns 502. Check that it speaks HTTP/1.1 on that port.`,
      };
  }
}
