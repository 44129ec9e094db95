import { type AuthErrorCode, authErrors } from "./error-codes.ts";

/**
 * Why a request is refused, returned rather than thrown: a forged token is an
 * everyday value here, and building a stack trace would cost more than refusing it.
 */
export class Rejection {
  constructor(
    readonly code: AuthErrorCode,
    /** Key id of the token, only once it is known to be a UUID. */
    readonly kid?: string,
  ) {}
}

/** A value, or why there is none. */
export type Verdict<T> = T | Rejection;

/**
 * The error that reaches Koa: its message and code are for the log, its status and headers for the
 * client. Never carries a token, cookie or claim.
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 */
export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly status: number;
  readonly expose = false;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly code: AuthErrorCode,
    /** Key id of the refused token, if it is a UUID. */
    readonly kid?: string,
    /** Scopes or groups that the handler requires and the user lacks. */
    readonly missing: readonly string[] = [],
  ) {
    super(authErrors[code].meaning);
    this.status = authErrors[code].status;
    this.headers = headersFor(code, missing);
  }
}

function headersFor(code: AuthErrorCode, missing: readonly string[]): Record<string, string> {
  if (code === "ERR_SCOPE_MISSING") {
    return {
      "WWW-Authenticate": `Bearer error="insufficient_scope", scope="${missing.join(" ")}"`,
    };
  }
  if (code === "ERR_GROUP_MISSING") {
    return { "WWW-Authenticate": 'Bearer error="insufficient_scope"' };
  }
  if (authErrors[code].status === 503) return { "Retry-After": "5" };
  return { "WWW-Authenticate": 'Bearer error="invalid_token"' };
}
