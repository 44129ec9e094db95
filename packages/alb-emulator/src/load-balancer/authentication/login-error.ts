/** Values of `error_reason` in the access log. */
export type ErrorReason =
  | "AuthInvalidAWSALBAuthNonce"
  | "AuthInvalidCookie"
  | "AuthInvalidGrantError"
  | "AuthInvalidIdToken"
  | "AuthInvalidStateParam"
  | "AuthInvalidTokenResponse"
  | "AuthInvalidUserinfoResponse"
  | "AuthMissingAWSALBAuthNonce"
  | "AuthMissingCodeParam"
  | "AuthMissingHostHeader"
  | "AuthMissingStateParam"
  | "AuthTokenEpRequestFailed"
  | "AuthTokenEpRequestTimeout"
  | "AuthUserinfoEpRequestFailed"
  | "AuthUserinfoEpRequestTimeout"
  | "AuthUserinfoResponseSizeExceeded";

/**
 * A login that the load balancer gave up: what the browser gets, and why.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#error-reason-codes
 */
export class LoginFailure extends Error {
  constructor(
    readonly status: 401 | 500 | 561,
    readonly reason: ErrorReason,
    /** For people: what is wrong, why it matters, how to mend it. */
    explanation: string,
  ) {
    super(explanation);
  }
}
