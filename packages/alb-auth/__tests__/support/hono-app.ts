import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { Hono, type MiddlewareHandler } from "hono";
import type { ErrorHandler } from "hono/types";
import { type AlbAuthOptions, type AlbAuthVariables, albAuth } from "../../hono.ts";
import { exchange, type HttpResponse } from "./exchange.ts";
import { VerifierFixture } from "./verifier.ts";

export type AppEnv = { Bindings: HttpBindings; Variables: Partial<AlbAuthVariables> };

/** A Hono app with nothing but the middleware and handlers. */
export interface AuthenticatedApp {
  readonly options?: Partial<AlbAuthOptions>;
  /** Comes before `albAuth`. */
  readonly first?: MiddlewareHandler<AppEnv>;
  readonly handlers?: readonly MiddlewareHandler[];
  readonly errorHandler?: ErrorHandler<AppEnv>;
}

export interface AppResponse extends HttpResponse {
  /** What reached Hono's error handler. */
  readonly error: Error | undefined;
}

export interface CreatedApp {
  readonly app: Hono<AppEnv>;
  readonly lastError: () => Error | undefined;
}

export function createApp({
  options = {},
  first = (_c, next) => next(),
  handlers = [showIdentity],
  errorHandler,
}: AuthenticatedApp = {}): CreatedApp {
  let error: Error | undefined;
  const app = new Hono<AppEnv>();
  if (errorHandler) app.onError(errorHandler);
  app.use(async (c, next) => {
    await next();
    error = c.error;
  });
  app.use(first);
  app.use(albAuth({ verifier: new VerifierFixture().verifier, ...options }));
  for (const handler of handlers) app.use(handler);
  return { app, lastError: () => error };
}

/** Sends one request, with header names and values in turn so that a header can be sent twice. */
export async function send(
  headers: readonly string[],
  description: AuthenticatedApp = {},
): Promise<AppResponse> {
  const { app, lastError } = createApp(description);
  const response = await exchange(getRequestListener(app.fetch), { headers });
  return { ...response, error: lastError() };
}

const showIdentity: MiddlewareHandler<AppEnv> = async (c) =>
  c.json(c.get("identity") ?? { anonymous: true });
