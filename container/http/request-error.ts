import type { ErrorDescription } from "alb-auth";

/** Every code of a `RequestError`. Documented in docs/errors.md. */
export const requestErrors = {
  ERR_BODY_INVALID: {
    status: 400,
    meaning: "The request's body cannot be read, or a field is invalid.",
    remedy: "Send what docs/container.md describes for the route.",
  },
  ERR_CROSS_ORIGIN: {
    status: 403,
    meaning: "A request that changes something came from a page of another site.",
    remedy:
      "If it is forged, nothing. Otherwise check that APP_URL is the address that people use.",
  },
  ERR_COGNITO_TOKEN_REJECTED: {
    status: 403,
    meaning: "Cognito's API did not accept the user's access token.",
    remedy:
      "The user signs in again. If it happens again, the route must request the scope `aws.cognito.signin.user.admin`, and the token must not be revoked.",
  },
  ERR_NOT_FOUND: {
    status: 404,
    meaning: "There is no route and no resource at this path.",
    remedy:
      "Paths are case-sensitive and are not decoded: `/TASKS` and `/%74asks` are not `/tasks`.",
  },
  ERR_METHOD_NOT_ALLOWED: {
    status: 405,
    meaning: "The route exists, but not for this method.",
    remedy: "Use a method in the `Allow` header.",
  },
  ERR_SECOND_FACTOR_OFF: {
    status: 409,
    meaning: "The user pool has no authenticator apps, so nobody can set one up.",
    remedy:
      'Write `mfa: "optional"` or `"required"` in the environment file, and deploy the shared identity.',
  },
  ERR_TASKS_FULL: {
    status: 409,
    meaning: "The example keeps its tasks in memory, and the list is full.",
    remedy: "Restart the container, or replace the list with a database.",
  },
  ERR_BODY_TOO_LARGE: {
    status: 413,
    meaning: "The request's body is too large.",
    remedy: "Send at most 16 KiB.",
  },
  ERR_MEDIA_TYPE: {
    status: 415,
    meaning: "The request's body is neither JSON nor a form.",
    remedy: "Send `application/json` or `application/x-www-form-urlencoded`.",
  },
  ERR_COGNITO_BUSY: {
    status: 429,
    meaning: "Cognito's API received too many requests, or too many wrong codes of this user.",
    remedy: "Try again in some minutes.",
  },
  ERR_INTERNAL: {
    status: 500,
    meaning: "The application failed unexpectedly. The log has the stack trace.",
    remedy: "Search the log for the request id.",
  },
  ERR_COGNITO_UNAVAILABLE: {
    status: 502,
    meaning: "Cognito's API cannot be reached, is too slow, or failed.",
    remedy:
      "Allow egress on port 443 to `cognito-idp.<region>.amazonaws.com` (NAT gateway). The log has the cause.",
  },
} as const satisfies Record<string, ErrorDescription>;

export type RequestErrorCode = keyof typeof requestErrors;

/** An error of the application with a code. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly status: number;

  constructor(
    readonly code: RequestErrorCode,
    /** What the client did wrong. Shown to the client, so it contains no secret. */
    readonly detail?: string,
    options?: ErrorOptions,
  ) {
    super(requestErrors[code].meaning, options);
    this.status = requestErrors[code].status;
  }
}
