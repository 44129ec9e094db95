import { forwardedAddresses, maximumForwardedAddresses } from "./forwarded-headers.ts";
import type { RequestFacts } from "./request-attributes.ts";

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const maximumRequestLineBytes = 16 * 1024;
const maximumHeaderBytes = 16 * 1024;
const maximumHeadersBytes = 64 * 1024;

/** Node counts request line and headers together; beyond this it answers by itself. */
export const maximumRequestHeadBytes = maximumRequestLineBytes + maximumHeadersBytes + 1024;

/** A status that AWS answers before it looks at any rule, and why. */
export interface LimitFault {
  readonly status: 400 | 414 | 463;
  readonly explanation: string;
}

export function limitFault(facts: RequestFacts): LimitFault | undefined {
  const requestLine = `${facts.method} ${facts.path}?${facts.query} HTTP/${facts.httpVersion}`;
  if (requestLine.length > maximumRequestLineBytes) {
    return {
      status: 414,
      explanation: `The request line has ${requestLine.length} bytes; the load balancer takes 16 KB.`,
    };
  }
  if (facts.host === undefined && facts.httpVersion === "1.1") {
    return { status: 400, explanation: "An HTTP/1.1 request must have a Host header." };
  }
  if (facts.host !== undefined && !/^([\w.-]+|\[[\da-f:.]+\])$/.test(facts.host)) {
    return { status: 400, explanation: `The Host header "${facts.host}" is no host name.` };
  }
  const sizes = facts.headers.map(([name, value]) => name.length + value.length + 4);
  const largest = facts.headers[sizes.findIndex((size) => size > maximumHeaderBytes)];
  if (largest !== undefined) {
    return {
      status: 400,
      explanation: `Header ${largest[0]} is larger than 16 KB, which is all the load balancer takes. Session cookies of several scopes add up in one Cookie header.`,
    };
  }
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > maximumHeadersBytes) {
    return {
      status: 400,
      explanation: `The request's headers have ${total} bytes together; the load balancer takes 64 KB.`,
    };
  }
  const addresses = forwardedAddresses(facts).length;
  if (addresses > maximumForwardedAddresses) {
    return {
      status: 463,
      explanation: `X-Forwarded-For names ${addresses} addresses; the load balancer takes ${maximumForwardedAddresses}.`,
    };
  }
  return undefined;
}
