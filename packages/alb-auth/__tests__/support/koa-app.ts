import { once } from "node:events";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import Koa from "koa";
import { type AlbAuthOptions, albAuth } from "../../koa.ts";
import { VerifierFixture } from "./verifier.ts";

/** A Koa app with nothing but the middleware and a handler. */
export interface AuthenticatedApp {
  readonly options?: Partial<AlbAuthOptions>;
  readonly handler?: Koa.Middleware;
}

export interface AppResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Code of the error that reached Koa. */
  readonly code: string | undefined;
}

/** Sends one request, with header names and values in turn so that a header can be sent twice. */
export async function send(
  headers: readonly string[],
  { options = {}, handler = showIdentity }: AuthenticatedApp = {},
): Promise<AppResponse> {
  const app = new Koa();
  let code: string | undefined;
  app.on("error", (error) => {
    code = error.code;
  });
  app.use(albAuth({ verifier: new VerifierFixture().verifier, ...options }));
  app.use(handler);
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const { port } = server.address() as AddressInfo;
    const outgoing = httpRequest({
      host: "127.0.0.1",
      port,
      headers: ["Host", "app.example.com", ...headers],
      agent: false,
    });
    outgoing.end();
    const [incoming] = await once(outgoing, "response");
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString("utf8");
    return { status: incoming.statusCode, headers: incoming.headers, text, code };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function showIdentity(ctx: Koa.Context): void {
  ctx.body = ctx.state.identity ?? { anonymous: true };
}
