import type { NextFunction, Request, Response } from "express";
import { AlbAuthError } from "../alb-auth-error.ts";

/**
 * Express error handler that responds to an {@link AlbAuthError} with its status, its headers and the
 * status text, and passes every other error on. Mount it after the routes. Express' own error handler
 * sends the same, but also writes every rejected request to stderr, so forged requests flood the log.
 * Count them with the option `onOutcome` instead.
 *
 * @param error what a middleware or route passed to `next` or threw
 * @param _request the request
 * @param response the response that it sends
 * @param next gets the errors that it does not handle
 * @see https://expressjs.com/en/guide/error-handling.html
 * @example
 * ```ts
 * app.use(handleAlbAuthError);
 * ```
 */
export function handleAlbAuthError(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (error instanceof AlbAuthError && !response.headersSent) {
    response.set(error.headers).sendStatus(error.status);
  } else {
    next(error);
  }
}
