import type { ErrorDescription } from "alb-auth";

/** Every error the application itself answers with. Documented in docs/errors.md. */
export const appErrors = {
  ERR_BODY_INVALID: {
    status: 400,
    meaning: "The request's body or address cannot be read as what the handler takes.",
    remedy: "Send what docs/container.md describes for the route.",
  },
  ERR_CROSS_ORIGIN: {
    status: 403,
    meaning: "A request that changes something came from another site's page.",
    remedy: "Nothing, if it is a forgery. Otherwise check that APP_URL is the address people use.",
  },
  ERR_NOT_FOUND: {
    status: 404,
    meaning: "No route and no resource has this address.",
    remedy: "Paths are case-sensitive and never decoded: `/TASKS` and `/%74asks` are not `/tasks`.",
  },
  ERR_METHOD_NOT_ALLOWED: {
    status: 405,
    meaning: "The route exists, but not for this method.",
    remedy: "Use a method of the `Allow` header.",
  },
  ERR_BODY_TOO_LARGE: {
    status: 413,
    meaning: "The request's body is larger than the handler takes.",
    remedy: "Send at most 16 KiB.",
  },
  ERR_MEDIA_TYPE: {
    status: 415,
    meaning: "The request's body is neither JSON nor a form.",
    remedy: "Send `application/json` or `application/x-www-form-urlencoded`.",
  },
  ERR_TASKS_FULL: {
    status: 409,
    meaning: "The example keeps its tasks in memory and holds no more of them.",
    remedy: "Restart the container, or put a database where the example has a list.",
  },
  ERR_INTERNAL: {
    status: 500,
    meaning: "The application failed in a way nobody foresaw; the log has the stack trace.",
    remedy: "Look the request id up in the log.",
  },
} as const satisfies Record<string, ErrorDescription>;

export type AppErrorCode = keyof typeof appErrors;

/** An error of the application with a code, whose `detail` may be shown to the client. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly status: number;

  constructor(
    readonly code: AppErrorCode,
    /** What the client did wrong, in words that help and hold no secret. */
    readonly detail?: string,
  ) {
    super(appErrors[code].meaning);
    this.status = appErrors[code].status;
  }
}
