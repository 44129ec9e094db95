import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request as the target received it. */
export interface ReceivedByTarget {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A target that remembers what it received. Its page names the identity that it was given. */
export async function startEchoTarget() {
  const received: ReceivedByTarget[] = [];
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    const body = await text(request);
    if (url !== "/healthz") received.push({ method, url, headers, body });
    const identity = headers["x-amzn-oidc-identity"] ?? "nobody";
    response.statusCode = method === "POST" ? 201 : 200;
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("X-Seen", String(identity));
    response.setHeader("Set-Cookie", `app=${method === "POST" ? "secret-of-app" : "x"}; Path=/`);
    response.end(`<p>Hello ${identity}</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    received,
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
