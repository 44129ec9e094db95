import Koa from "koa";
import { type AlbAuthOptions, albAuth } from "../../koa.ts";
import { exchange, type HttpResponse } from "./exchange.ts";
import { VerifierFixture } from "./verifier.ts";

/** A Koa app with nothing but the middleware and a handler. */
export interface AuthenticatedApp {
  readonly options?: Partial<AlbAuthOptions>;
  readonly handler?: Koa.Middleware;
}

export interface AppResponse extends HttpResponse {
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
  const response = await exchange(app.callback(), { headers });
  return { ...response, code };
}

function showIdentity(ctx: Koa.Context): void {
  ctx.body = ctx.state.identity ?? { anonymous: true };
}
