import { type AlbAuthErrorCode, albAuthErrors } from "./error-codes.ts";

/** What an {@link AlbAuthError} may say besides its code. */
export interface AlbAuthErrorDetails {
  /** Key id of the rejected token. Only ever a UUID. */
  readonly kid?: string;
  /** Scopes or groups that the route requires and the user lacks. */
  readonly missing?: readonly string[];
}

/**
 * Thrown when a request is not authenticated or not authorized. `code` and `message` are for the
 * log; `status` and `headers` are for the response. Never carries a token, a cookie or a claim.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 * @example
 * ```ts
 * try {
 *   const identity = await verifier.verify(request.headers);
 * } catch (error) {
 *   if (!(error instanceof AlbAuthError)) throw error;
 *   response.writeHead(error.status, error.headers).end();
 * }
 * ```
 */
export class AlbAuthError extends Error {
  override readonly name = "AlbAuthError";
  /** HTTP status of the response: 401, 403 or 503. */
  readonly status: number;
  /** The same as `status`, by the name that Fastify's error handlers use. */
  readonly statusCode: number;
  /** Koa: do not send `message` to the client. */
  readonly expose = false;
  /** `WWW-Authenticate` for 401 and 403, `Retry-After` for 503. */
  readonly headers: Readonly<Record<string, string>>;
  /** Key id of the rejected token, if it has a valid one. */
  readonly kid: string | undefined;
  /** Scopes or groups that the route requires and the user lacks. */
  readonly missing: readonly string[];

  /**
   * @param code one code per cause
   * @param details key id, or the scopes or groups that are missing
   */
  constructor(
    readonly code: AlbAuthErrorCode,
    { kid, missing = [] }: AlbAuthErrorDetails = {},
  ) {
    const { status, meaning, remedy } = albAuthErrors[code];
    // Without a stack trace, which is most of what rejecting a forged token costs: `code` names the
    // check that failed. bench/container/README.md has the measurement.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`${meaning} ${remedy}`);
    Error.stackTraceLimit = stackTraceLimit;
    this.status = status;
    this.statusCode = status;
    this.kid = kid;
    this.missing = missing;
    this.headers = headersFor(code, missing);
  }
}

function headersFor(code: AlbAuthErrorCode, missing: readonly string[]): Record<string, string> {
  if (code === "ERR_SCOPE_MISSING") {
    return {
      "WWW-Authenticate": `Bearer error="insufficient_scope", scope="${missing.join(" ")}"`,
    };
  }
  if (code === "ERR_GROUP_MISSING") {
    return { "WWW-Authenticate": 'Bearer error="insufficient_scope"' };
  }
  if (code === "ERR_SIGN_OUT_CROSS_SITE") return {};
  // Without `error`: RFC 6750, section 3.1, for a request that has no credentials.
  if (code === "ERR_BEARER_MISSING") return { "WWW-Authenticate": "Bearer" };
  if (albAuthErrors[code].status === 503) return { "Retry-After": "2" };
  return { "WWW-Authenticate": 'Bearer error="invalid_token"' };
}
