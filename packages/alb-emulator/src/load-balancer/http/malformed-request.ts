/** Node's error for bytes that its HTTP parser rejects, or that do not arrive. */
export interface MalformedRequestError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
  readonly reason?: string;
}

/** The status of a request that cannot be parsed, and the reason. */
export interface MalformedRequest {
  readonly status: 400 | 408 | 501 | 505;
  readonly explanation: string;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html */
export function malformedRequest(
  error: MalformedRequestError,
  idleTimeoutSeconds: number,
): MalformedRequest {
  switch (error.code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return {
        status: 408,
        explanation: `The client did not send a whole request within the idle timeout of ${idleTimeoutSeconds} seconds, so the load balancer returns 408. Send it faster, or raise idle_timeout.`,
      };
    case "HPE_INVALID_VERSION":
    case "HPE_PAUSED_H2_UPGRADE":
      return {
        status: 505,
        explanation:
          "The version of HTTP in the request line is not supported, so the load balancer returns 505. Send HTTP/1.0 or HTTP/1.1.",
      };
    case "HPE_INVALID_TRANSFER_ENCODING":
      if (hasContentLength(error)) break;
      return {
        status: 501,
        explanation:
          "The value of Transfer-Encoding is not supported, so the load balancer returns 501. Send chunked, or Content-Length.",
      };
  }
  return {
    status: 400,
    explanation: `The request is not valid HTTP (${error.reason ?? error.message}), so the load balancer returns 400. Look at what the client sends: another protocol, a stray line break in a header, or two lengths of one body.`,
  };
}

function hasContentLength({ rawPacket }: MalformedRequestError): boolean {
  return /\r\ncontent-length:/i.test(rawPacket?.toString("latin1") ?? "");
}
