/** Who is signed in. The session cookie contains all of it; the server stores nothing. */
export interface Session {
  /** Response of the user info endpoint. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Seconds since 1970, as {@link expiresAt}. */
  readonly accessTokenExpiresAt: number;
  /** End of the session, whatever the tokens' lifetimes. */
  readonly expiresAt: number;
}

/** The user's id at the identity provider. */
export function subjectOf({ claims }: Session): string {
  return String(claims.sub);
}

/** Limit for claims and access token together. */
export const maxClaimsBytes = 11 * 1024;

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html */
export function isTooLarge(claims: Session["claims"], accessToken: string): boolean {
  const bytes = Buffer.byteLength(JSON.stringify(claims)) + Buffer.byteLength(accessToken);
  return bytes > maxClaimsBytes;
}
