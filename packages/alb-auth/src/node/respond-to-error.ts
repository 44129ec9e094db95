import { type ServerResponse, STATUS_CODES } from "node:http";
import { AlbAuthError } from "../alb-auth-error.ts";
import { rejectionResponse } from "../rejection-response.ts";

/** @throws `error` itself, unless it is an {@link AlbAuthError} */
export function respondToError(error: unknown, response: ServerResponse): void {
  if (error instanceof AlbAuthError) {
    const { status, headers, body } = rejectionResponse(error);
    send(response, status, headers, body);
    return;
  }
  send(response, 500, { "content-type": "text/plain; charset=utf-8" }, STATUS_CODES[500]);
  throw error;
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): void {
  if (response.headersSent) {
    // Cut off what the listener began, so that the client cannot take it for the whole.
    if (!response.writableEnded) response.destroy();
    return;
  }
  // Set for the response that the listener meant to send.
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(status, headers).end(body);
}
