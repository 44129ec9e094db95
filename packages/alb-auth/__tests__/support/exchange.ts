import { once } from "node:events";
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type RequestListener,
} from "node:http";
import type { AddressInfo } from "node:net";

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface HttpRequest {
  readonly method?: string;
  readonly path?: string;
  /** Names and values in turn, so that a header can be sent twice. */
  readonly headers?: readonly string[];
}

/** Serves one request on loopback. */
export async function exchange(
  listener: RequestListener,
  { method = "GET", path = "/", headers = [] }: HttpRequest = {},
): Promise<HttpResponse> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const { port } = server.address() as AddressInfo;
    const outgoing = httpRequest({
      host: "127.0.0.1",
      port,
      method,
      path,
      headers: ["Host", "app.example.com", ...headers],
      agent: false,
    });
    outgoing.end();
    const [incoming] = await once(outgoing, "response");
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString("utf8");
    return { status: incoming.statusCode, headers: incoming.headers, text };
  } finally {
    const closed = once(server, "close");
    server.closeAllConnections();
    server.close();
    await closed;
  }
}
