import express, { type ErrorRequestHandler, type RequestHandler } from "express";
import { type AlbAuthOptions, albAuth } from "../../express.ts";
import { exchange, type HttpResponse } from "./exchange.ts";
import { VerifierFixture } from "./verifier.ts";

/** An Express app with nothing but the middleware and handlers. */
export interface AuthenticatedApp {
  readonly options?: Partial<AlbAuthOptions>;
  readonly handlers?: readonly RequestHandler[];
  /** Comes before `recordError`. */
  readonly errorHandlers?: readonly ErrorRequestHandler[];
  /** `NODE_ENV`. @default "test", which keeps Express from logging errors */
  readonly env?: string;
}

export interface AppResponse extends HttpResponse {
  /** What reached the app's error handlers, or the one after them. */
  readonly error: unknown;
}

/** Sends one request, with header names and values in turn so that a header can be sent twice. */
export async function send(
  headers: readonly string[],
  {
    options = {},
    handlers = [showIdentity],
    errorHandlers = [],
    env = "test",
  }: AuthenticatedApp = {},
): Promise<AppResponse> {
  let error: unknown;
  const recordError: ErrorRequestHandler = (thrown, _request, _response, next) => {
    error = thrown;
    next(thrown);
  };
  const app = express();
  app.set("env", env);
  app.use(albAuth({ verifier: new VerifierFixture().verifier, ...options }));
  app.use(...handlers);
  app.use(...errorHandlers, recordError);
  const response = await exchange(app, { headers });
  // Express logs errors in a `setImmediate` of its own, and they run in order.
  await new Promise(setImmediate);
  return { ...response, error };
}

const showIdentity: RequestHandler = (request, response) => {
  response.json(request.identity ?? { anonymous: true });
};
