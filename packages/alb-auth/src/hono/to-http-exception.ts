import { HTTPException } from "hono/http-exception";
import { AlbAuthError } from "../alb-auth-error.ts";
import { rejectionResponse } from "../rejection-response.ts";

/**
 * Hono sends the response of an `HTTPException` and logs nothing. Which check failed is for the log only:
 * it is in `cause`.
 *
 * @see https://hono.dev/docs/api/exception
 */
export function toHttpException(error: unknown): unknown {
  if (!(error instanceof AlbAuthError)) return error;
  const { status, headers, body } = rejectionResponse(error);
  const res = new Response(body, { status, headers });
  return new HTTPException(res.status as 401 | 403 | 503, { message: body, res, cause: error });
}
