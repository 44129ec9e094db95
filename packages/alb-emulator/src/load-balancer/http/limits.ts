import { forwardedAddresses, maxForwardedAddresses } from "./forwarded-headers.ts";
import type { RequestAttributes } from "./request-attributes.ts";

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const maxRequestLineBytes = 16 * 1024;
const maxHeaderBytes = 16 * 1024;
const maxHeadersBytes = 64 * 1024;

/** Node counts request line and headers together, and rejects longer requests itself. */
export const maxRequestHeadBytes = maxRequestLineBytes + maxHeadersBytes + 1024;

/** The status that AWS returns before it evaluates any rule, and the reason. */
export interface LimitViolation {
  readonly status: 400 | 405 | 414 | 463;
  readonly explanation: string;
}

export function limitViolation(request: RequestAttributes): LimitViolation | undefined {
  const { method, path, query, host, headers, httpVersion } = request;
  if (method === "TRACE" || method === "CONNECT") {
    return {
      status: 405,
      explanation: `A load balancer rejects the method ${method}, so no target receives it. Use another method.`,
    };
  }
  const requestLineBytes = `${method} ${path}?${query} HTTP/${httpVersion}`.length;
  if (requestLineBytes > maxRequestLineBytes) {
    return {
      status: 414,
      explanation: `The request line has ${requestLineBytes} bytes, and the load balancer accepts 16 KB. Shorten the URL, or send the data in the body.`,
    };
  }
  if (host === undefined && httpVersion === "1.1") {
    return {
      status: 400,
      explanation: "The request has no Host header, which HTTP/1.1 requires. Send one.",
    };
  }
  if (host !== undefined && !/^([\w.-]+|\[[\da-f:.]+\])$/.test(host)) {
    return {
      status: 400,
      explanation: `The Host header "${host}" is not a valid host name. Send the host name of the application.`,
    };
  }
  const sizes = headers.map(([name, value]) => name.length + value.length + 4);
  const largest = headers[sizes.findIndex((bytes) => bytes > maxHeaderBytes)];
  if (largest !== undefined) {
    return {
      status: 400,
      explanation: `Header ${largest[0]} is larger than 16 KB, the limit of the load balancer. Session cookies of several scopes add up in one Cookie header: use fewer scopes or smaller tokens.`,
    };
  }
  const headersBytes = sizes.reduce((sum, bytes) => sum + bytes, 0);
  if (headersBytes > maxHeadersBytes) {
    return {
      status: 400,
      explanation: `The request has ${headersBytes} bytes of headers, and the load balancer accepts 64 KB. Send fewer or smaller headers.`,
    };
  }
  const addresses = forwardedAddresses(request).length;
  if (addresses > maxForwardedAddresses) {
    return {
      status: 463,
      explanation: `X-Forwarded-For names ${addresses} addresses, and the load balancer accepts ${maxForwardedAddresses}. Remove addresses before the request reaches it.`,
    };
  }
  return undefined;
}
