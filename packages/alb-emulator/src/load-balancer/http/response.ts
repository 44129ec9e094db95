import type { ServerResponse } from "node:http";

/** A response that the load balancer makes itself. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const reasons: Readonly<Record<number, string>> = {
  302: "Found",
  400: "Bad Request",
  401: "Authorization Required",
  414: "Request-URI Too Large",
  463: "Bad Request",
  464: "Bad Request",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
  561: "Authentication Error",
};

/** The page that AWS shows for a status of its own. */
export function statusPage(status: number): Answer {
  const title = `${status} ${reasons[status] ?? "Error"}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: [["Content-Type", "text/html"]], body };
}

/** A redirect, with cookies. Its address is the local one. */
export function redirectAnswer(
  status: 301 | 302,
  location: string,
  setCookies: readonly string[] = [],
): Answer {
  const page = statusPage(status);
  return {
    status,
    headers: [
      ...page.headers,
      ["Location", location],
      ...setCookies.map((cookie) => ["Set-Cookie", cookie] as const),
    ],
    body: page.body,
  };
}

export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = status;
  const reason = reasons[status];
  if (reason !== undefined) response.statusMessage = reason;
  response.setHeader("Server", "awselb/2.0");
  for (const [name, value] of headers) response.appendHeader(name, value);
  response.setHeader("Content-Length", Buffer.byteLength(body));
  response.end(body);
}
