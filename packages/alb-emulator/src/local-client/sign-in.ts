import { EmulatorError } from "../model/emulator-error.ts";
import type { BrowserRequest, BrowserResponse, LocalBrowser } from "./local-browser.ts";
import { headerOf } from "./local-request.ts";

/** Who signs in, at which user pool. */
export interface SignInAs {
  readonly login: string;
  readonly userPool: {
    /** Local address of the pool's domain; absent when the pool has none. */
    readonly domainUrl: string | undefined;
    /** Starts a session of the hosted UI. Returns its `Set-Cookie`. */
    startSession(login: string): string;
  };
}

const callbackPath = "/oauth2/idpresponse";

/**
 * Signs a user in as a browser does: the request is redirected to the user pool's authorization
 * endpoint, and the code goes to the callback, where the load balancer sets its session cookie. The
 * user has a session at the user pool already, so that no password is needed.
 * @param request One that the load balancer redirects to the sign-in.
 * @returns The response of the callback. Its `location` is the address of the request.
 * @throws EmulatorError when the request starts no sign-in, the sign-in leaves the emulator, or it fails.
 */
export async function signIn(
  browser: LocalBrowser,
  request: BrowserRequest,
  { login, userPool }: SignInAs,
): Promise<BrowserResponse> {
  if (userPool.domainUrl === undefined) {
    throw new EmulatorError(
      "The user pool has no domain, so nobody can sign in. Add an aws_cognito_user_pool_domain.",
    );
  }
  await browser.setCookie(userPool.domainUrl, userPool.startSession(login));
  const first = await browser.send(request);
  const { origin } = new URL(userPool.domainUrl);
  if (first.location === undefined || new URL(first.location).origin !== origin) {
    throw new EmulatorError(
      `${request.method ?? "GET"} ${request.url} returned ${first.status} and did not redirect to the sign-in at ${origin}. Use a path whose rule signs users in.`,
    );
  }
  const end = await browser.follow(first, isCallback);
  if (isCallback(end) && end.location !== undefined) return end;
  const entry = headerOf(end.headers, "x-local-inspector");
  throw new EmulatorError(
    `The sign-in of ${login} ended at ${end.url.replace(/\?.*/s, "")} with ${end.status}.${entry === undefined ? "" : ` The reason is in the inspector: ${entry}`}`,
  );
}

function isCallback({ url }: BrowserResponse): boolean {
  return new URL(url).pathname === callbackPath;
}
