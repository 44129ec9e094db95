/** What sign-out needs to know. */
export interface SignOutOptions {
  readonly appUrl: URL;
  readonly cognitoDomainUrl: URL;
  /** The current app client, whose allowed sign-out URLs hold `<appUrl>/signed-out`. */
  readonly clientId: string;
  /** Names given as `session_cookie_name` to the application's listener rules. */
  readonly sessionCookieNames: readonly string[];
}

/** The load balancer cuts a session cookie into as many pieces as it needs, 4 at most. */
const shards = [0, 1, 2, 3] as const;

const nonceCookieName = "AWSALBAuthNonce";

/**
 * `Set-Cookie` values that make a browser drop every piece of every session. Name, path and the
 * attributes are those the load balancer sets: browsers drop only a cookie they take for the same.
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
 * Where Cognito ends its own session, without which the next visit would sign the user in silently.
 * Made of configuration alone: nothing a client sends can change where it leads.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function cognitoSignOutUrl({ appUrl, cognitoDomainUrl, clientId }: SignOutOptions): string {
  const url = new URL("/logout", cognitoDomainUrl);
  url.searchParams.set("client_id", clientId);
  url.searchParams.set("logout_uri", new URL("/signed-out", appUrl).href);
  return url.href;
}
