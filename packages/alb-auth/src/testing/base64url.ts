/** base64url with `=`, as the load balancer writes it and JWS libraries do not. */
export function paddedBase64Url(bytes: Buffer | string): string {
  return Buffer.from(bytes).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}

/** base64url as RFC 7515 defines it. @see https://www.rfc-editor.org/rfc/rfc7515#section-2 */
export function unpaddedBase64Url(bytes: Buffer | string): string {
  return Buffer.from(bytes).toString("base64url");
}
