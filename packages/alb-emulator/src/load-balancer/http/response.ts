import type { ServerResponse } from "node:http";
import { connectionHeader } from "./hop-by-hop.ts";

/** A response that the load balancer generates itself. */
export interface GeneratedResponse {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const reasons: Readonly<Record<number, string>> = {
  301: "Moved Permanently",
  302: "Found",
  400: "Bad Request",
  401: "Authorization Required",
  // The words of nginx, as every other page of a load balancer.
  405: "Not Allowed",
  408: "Request Time-out",
  413: "Request Entity Too Large",
  414: "Request-URI Too Large",
  463: "Bad Request",
  464: "Bad Request",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
  505: "HTTP Version Not Supported",
  561: "Authentication Error",
};

/** The page that AWS generates for a status. */
export function statusPage(status: number): GeneratedResponse {
  const title = `${status} ${reasons[status] ?? "Error"}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: [["Content-Type", "text/html"]], body };
}

/** The page of nginx for plain HTTP on a port for TLS. */
export function plainHttpPage(): GeneratedResponse {
  const reason = "The plain HTTP request was sent to HTTPS port";
  const body = `<html>\r\n<head><title>400 ${reason}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n<center>${reason}</center>\r\n</body>\r\n</html>\r\n`;
  return { status: 400, headers: [["Content-Type", "text/html"]], body };
}

/** @param location URL on this machine. */
export function redirectResponse(
  status: 301 | 302,
  location: string,
  setCookies: readonly string[] = [],
): GeneratedResponse {
  const page = statusPage(status);
  const redirect = { ...page, headers: [...page.headers, ["Location", location] as const] };
  return withCookies(redirect, setCookies);
}

/** @param nowMs Milliseconds since 1970, for the header Date. */
export function send(
  response: ServerResponse,
  { status, headers, body }: GeneratedResponse,
  nowMs: number,
): void {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = status;
  const reason = reasons[status];
  if (reason !== undefined) response.statusMessage = reason;
  // In AWS's order.
  response.setHeader("Server", "awselb/2.0");
  response.setHeader("Date", new Date(nowMs).toUTCString());
  const isType = (name: string) => name.toLowerCase() === "content-type";
  for (const [name, value] of headers.filter(([name]) => isType(name))) {
    response.setHeader(name, value);
  }
  response.setHeader("Content-Length", Buffer.byteLength(body));
  response.setHeader("Connection", connectionHeader(response));
  for (const [name, value] of headers.filter(([name]) => !isType(name))) {
    response.appendHeader(name, value);
  }
  response.end(body);
}

/**
 * The bytes of a response to what is not a request. The connection ends after it.
 * @param nowMs Milliseconds since 1970, for the header Date.
 */
export function rawResponse({ status, headers, body }: GeneratedResponse, nowMs: number): Buffer {
  const lines = [
    `HTTP/1.1 ${status} ${reasons[status] ?? "Error"}`,
    "Server: awselb/2.0",
    `Date: ${new Date(nowMs).toUTCString()}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);
}

/** The response with more cookies. */
export function withCookies(
  response: GeneratedResponse,
  setCookies: readonly string[],
): GeneratedResponse {
  const cookies = setCookies.map((cookie) => ["Set-Cookie", cookie] as const);
  return { ...response, headers: [...response.headers, ...cookies] };
}
