/** Configuration of sign-out. */
export interface SignOutOptions {
  readonly appUrl: URL;
  /** One for each host name of the application. */
  readonly appUrls: readonly URL[];
  readonly cognitoDomainUrl: URL;
  /** The current app client, whose allowed sign-out URLs contain {@link signedOutPath} of every host name. */
  readonly clientId: string;
  /** Path that ends the session. */
  readonly signOutPath: string;
  /** Path that Cognito redirects to afterwards. */
  readonly signedOutPath: string;
  /** `session_cookie_name` of the application's listener rules. */
  readonly sessionCookieNames: readonly string[];
}

/** The load balancer splits a session cookie into at most 4 shards. */
const shards = [0, 1, 2, 3] as const;

const nonceCookieName = "AWSALBAuthNonce";

/**
 * `Set-Cookie` values that expire every shard of every session. Name, path and attributes are those
 * that the load balancer sets, because browsers replace only the same cookie.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#authentication-logout
 */
export function expiredSessionCookies(sessionCookieNames: readonly string[]): string[] {
  const names = sessionCookieNames.flatMap((name) => shards.map((shard) => `${name}-${shard}`));
  return [...names, nonceCookieName].map(
    (name) =>
      `${name}=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Secure; HttpOnly; SameSite=None`,
  );
}

/**
 * Where Cognito ends its own session; otherwise the next visit would sign the user in silently. Built
 * from configuration only, so that a client cannot change it.
 * @param appUrl the host name that the user returns to
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function cognitoSignOutUrl(
  { cognitoDomainUrl, clientId, signedOutPath }: SignOutOptions,
  appUrl: URL,
): string {
  const url = new URL("/logout", cognitoDomainUrl);
  url.searchParams.set("client_id", clientId);
  url.searchParams.set("logout_uri", new URL(signedOutPath, appUrl).href);
  return url.href;
}
