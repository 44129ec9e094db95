import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { request as requestOverTls } from "node:https";
import { text } from "node:stream/consumers";

/** A request to this machine. */
export interface RequestOptions {
  readonly protocol?: "http:" | "https:";
  readonly port: number;
  /** Sent as it is, without any normalisation. */
  readonly path: string;
  readonly method?: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body?: string | undefined;
  /** Name for the TLS handshake. */
  readonly servername?: string;
}

/** A response with its whole body. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request on a connection of its own, to loopback whatever its Host header says. */
export function sendRequest(options: RequestOptions): Promise<ReceivedResponse> {
  const { protocol = "http:", port, path, method = "GET", headers, body, servername } = options;
  const send = protocol === "https:" ? requestOverTls : request;
  return new Promise((resolve, reject) => {
    const outgoing = send({
      // Node resolves `localhost` only, not the names below it.
      hostname: "127.0.0.1",
      port,
      path,
      method,
      headers,
      // The emulator creates its certificate itself.
      ...(protocol === "https:" && { rejectUnauthorized: false, servername }),
      maxHeaderSize: 128 * 1024,
      agent: false,
    });
    outgoing.once("error", reject);
    outgoing.once("response", (incoming) => {
      const { statusCode: status = 0, headers: received } = incoming;
      text(incoming).then(
        (content) => resolve({ status, headers: received, body: content }),
        reject,
      );
    });
    outgoing.end(body);
  });
}
