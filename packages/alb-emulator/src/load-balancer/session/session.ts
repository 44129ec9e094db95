/** Who is signed in, as the session cookie carries it: nothing is kept on the server. */
export interface Session {
  /** What the user info endpoint said. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** Seconds since 1970. */
  readonly accessTokenExpiresAt: number;
  readonly expiresAt: number;
}

/** The user's id at the identity provider. */
export function subjectOf({ claims }: Session): string {
  return String(claims.sub);
}

/** At most so many bytes of claims and access token fit into a session. */
export const maximumClaimsBytes = 11 * 1024;

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html */
export function isTooLarge(claims: Session["claims"], accessToken: string): boolean {
  const bytes = Buffer.byteLength(JSON.stringify(claims)) + Buffer.byteLength(accessToken);
  return bytes > maximumClaimsBytes;
}
