import { once } from "node:events";
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type RequestListener,
} from "node:http";
import type { AddressInfo } from "node:net";

/** One request: header names and values in turn, so that a header can be sent twice. */
export interface OutgoingRequest {
  readonly headers?: readonly string[];
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request to a port on loopback. */
export async function sendTo(
  port: number,
  { headers = [], method = "GET", path = "/", body = "" }: OutgoingRequest = {},
): Promise<HttpResponse> {
  const length = body === "" ? [] : ["Content-Length", String(Buffer.byteLength(body))];
  const outgoing = httpRequest({
    host: "127.0.0.1",
    port,
    method,
    path,
    headers: ["Host", "app.example.com", ...length, ...headers],
    agent: false,
  });
  outgoing.end(body);
  const [incoming] = await once(outgoing, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  return { status: incoming.statusCode, headers: incoming.headers, text };
}

/** Serves a listener for the duration of one request. */
export async function requestOnce(
  listener: RequestListener,
  outgoing: OutgoingRequest = {},
): Promise<HttpResponse> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await sendTo((server.address() as AddressInfo).port, outgoing);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
