/** `error` of a response of the token or revocation endpoint. */
export type OAuthErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_token_type"
  | "invalid_scope";

/**
 * A token or revocation request that Cognito rejects. The client gets code and
 * description, as in AWS; the explanation goes to the console and the inspector.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export class OAuthError extends Error {
  override readonly name = "OAuthError";

  constructor(
    readonly code: OAuthErrorCode,
    readonly explanation: string,
    /** Sent as `error_description`, which most errors of Cognito lack. */
    readonly description?: string,
  ) {
    super(code);
  }
}
