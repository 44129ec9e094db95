import { type AlbAuthErrorCode, albAuthErrors } from "./error-codes.ts";

/** What an {@link AlbAuthError} may say besides its code. */
export interface AlbAuthErrorDetails {
  /** Key id of the rejected token. Only ever a UUID. */
  readonly kid?: string;
  /** Scopes or groups that the route requires and the user lacks; one group suffices for `ERR_ROUTE_GROUP_MISSING`. */
  readonly missing?: readonly string[];
  /** Id of the user in the user pool, once verified. */
  readonly subject?: string | undefined;
}

/**
 * Thrown when a request is not authenticated or not authorized. `code` and `message` are for the
 * log; `status` and `headers` are for the response. Never carries a token, a cookie, or a claim besides `sub`.
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
  /** HTTP status of the response: 400, 401, 403 or 503. */
  readonly status: number;
  /** The same as `status`, by the name that Fastify's error handlers use. */
  readonly statusCode: number;
  /** Koa: do not send `message` to the client. */
  readonly expose = false;
  /** `WWW-Authenticate` for 400, 401 and 403, `Retry-After` for 503. */
  readonly headers: Readonly<Record<string, string>>;
  /** Key id of the rejected token, if it has a valid one. */
  readonly kid: string | undefined;
  /** Scopes or groups that the route requires and the user lacks; one group suffices for `ERR_ROUTE_GROUP_MISSING`. */
  readonly missing: readonly string[];
  /** For the log: `sub` of the verified user whom the route's groups exclude. `undefined` for other codes. */
  readonly subject: string | undefined;

  /**
   * @param code one code per cause
   * @param details key id, the scopes or groups that are missing, or the user
   */
  constructor(
    readonly code: AlbAuthErrorCode,
    { kid, missing = [], subject }: AlbAuthErrorDetails = {},
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
    this.subject = subject;
    this.headers = headersFor(code, missing);
  }
}

function headersFor(code: AlbAuthErrorCode, missing: readonly string[]): Record<string, string> {
  if (code === "ERR_SCOPE_MISSING") {
    return {
      "WWW-Authenticate": `Bearer error="insufficient_scope", scope="${missing.join(" ")}"`,
    };
  }
  if (code === "ERR_GROUP_MISSING" || code === "ERR_ROUTE_GROUP_MISSING") {
    return { "WWW-Authenticate": 'Bearer error="insufficient_scope"' };
  }
  // More rights would not help.
  if (code === "ERR_SIGN_OUT_CROSS_SITE" || code === "ERR_ROUTE_AMBIGUOUS") return {};
  if (code === "ERR_CREDENTIALS_AMBIGUOUS") {
    return { "WWW-Authenticate": 'Bearer error="invalid_request"' };
  }
  // Without `error`: RFC 6750, section 3.1, for a request that has no credentials.
  if (code === "ERR_BEARER_MISSING") return { "WWW-Authenticate": "Bearer" };
  if (albAuthErrors[code].status === 503) return { "Retry-After": "2" };
  return { "WWW-Authenticate": 'Bearer error="invalid_token"' };
}
