import { STATUS_CODES } from "node:http";
import { AlbAuthError } from "../alb-auth-error.ts";

/**
 * Outside production, Express' own error handler sends `stack` to the client. Which check failed is for
 * the log only: `code` and `message` stay on the error.
 *
 * @see https://expressjs.com/en/guide/error-handling.html
 */
export function withoutCauseInStack(error: unknown): unknown {
  if (error instanceof AlbAuthError) error.stack = STATUS_CODES[error.status];
  return error;
}
