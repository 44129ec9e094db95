import { AlbAuthError } from "../alb-auth-error.ts";
import type { Environment } from "../environment-text.ts";
import type { RequestHeaders } from "../oidc-headers.ts";
import { signOutOptionsFromEnvironment } from "./sign-out-environment.ts";
import { type SignOutOptions, signOutIssues } from "./sign-out-options.ts";

/** The response that signs a user out. */
export interface SignOutResponse {
  readonly status: 303;
  /** `location`, `cache-control` and `clear-site-data`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Values of `Set-Cookie`: one header for each. */
  readonly cookies: readonly string[];
}

/** The load balancer splits a session cookie into at most 4 shards. */
const shards = [0, 1, 2, 3] as const;

const nonceCookieName = "AWSALBAuthNonce";

/**
 * Ends both sessions of a user: the load balancer's, by expiring every shard of its cookies, and
 * Cognito's, by a redirect to the user pool's logout endpoint. With one of them alone, the next request
 * would sign the user in again without asking. The redirect is built from the options only, so that a
 * client cannot change it.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#authentication-logout
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 * @example
 * ```ts
 * const signOut = new SignOut({
 *   userPoolDomainUrl: "https://example.auth.eu-central-1.amazoncognito.com",
 *   clientId: "4k3h2g1f0e9d8c7b6a5example",
 *   logoutUri: "https://app.example.com/signed-out",
 * });
 * const { status, headers, cookies } = signOut.respond(request.headers);
 * response.writeHead(status, { ...headers, "set-cookie": cookies }).end();
 * ```
 */
export class SignOut {
  readonly #cookies: readonly string[];
  readonly #mainLocation: string;
  /** A session belongs to one host name, so users return to the one that they left. */
  readonly #locations: ReadonlyMap<string, string>;

  /**
   * @param options which sessions to end, and where users return to
   * @throws TypeError that lists every invalid option
   */
  constructor(options: SignOutOptions) {
    const issues = signOutIssues(options, (option) => `"${option}"`);
    if (issues.length > 0) {
      throw new TypeError(`SignOut cannot end sessions with these options. ${issues.join(" ")}`);
    }
    const { sessionCookieNames = ["AWSELBAuthSessionCookie"] } = options;
    this.#cookies = Object.freeze(expiredCookies(sessionCookieNames));
    const [mainUri = "", ...otherUris] = [options.logoutUri].flat();
    this.#mainLocation = locationFor(options, mainUri);
    this.#locations = new Map(
      [...otherUris, mainUri].map((uri) => [new URL(uri).host, locationFor(options, uri)]),
    );
  }

  /**
   * Creates the sign-out from the environment variables that this project's task definition and its local
   * emulator set: COGNITO_DOMAIN_URL, COGNITO_CLIENT_ID, SESSION_COOKIE_NAMES, APP_URL, APP_URLS and
   * SIGNED_OUT_PATH.
   *
   * @param env usually `process.env`
   * @throws TypeError that lists every missing or invalid variable
   * @example
   * ```ts
   * const signOut = SignOut.fromEnvironment(process.env);
   * ```
   */
  static fromEnvironment(env: Environment): SignOut {
    return new SignOut(signOutOptionsFromEnvironment(env));
  }

  /**
   * The response to a request that signs its user out. Serve it without a sign-in, so that leaving does
   * not ask for one first, and for POST: a prefetched link must not end a session.
   *
   * @param headers headers with lower-case names, such as `request.headers` of `node:http`
   * @returns status, headers and cookies to send
   * @throws {@link AlbAuthError} `ERR_SIGN_OUT_CROSS_SITE` if a browser says that a page of another site
   * sent the request
   */
  respond(headers: RequestHeaders): SignOutResponse {
    if (headers["sec-fetch-site"] === "cross-site")
      throw new AlbAuthError("ERR_SIGN_OUT_CROSS_SITE");
    const host = String(headers.host ?? "").toLowerCase();
    return {
      status: 303,
      headers: {
        location: this.#locations.get(host) ?? this.#mainLocation,
        "cache-control": "no-store",
        // Also removes pages kept for the Back button. Not "cookies": that would affect sibling sites.
        "clear-site-data": '"cache"',
      },
      cookies: this.#cookies,
    };
  }
}

/** Name, path and attributes are those that the load balancer sets, because browsers replace only the same cookie. */
function expiredCookies(sessionCookieNames: readonly string[]): string[] {
  const names = sessionCookieNames.flatMap((name) => shards.map((shard) => `${name}-${shard}`));
  return [...names, nonceCookieName].map(
    (name) =>
      `${name}=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Secure; HttpOnly; SameSite=None`,
  );
}

function locationFor({ userPoolDomainUrl, clientId }: SignOutOptions, logoutUri: string): string {
  const url = new URL("/logout", userPoolDomainUrl);
  url.searchParams.set("client_id", clientId);
  url.searchParams.set("logout_uri", logoutUri);
  return url.href;
}
