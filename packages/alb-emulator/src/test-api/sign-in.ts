import type { RunningUserPool } from "../cognito/start-user-pool.ts";
import type { NumberedEvent } from "../inspector/event-log.ts";
import { entryHeader } from "../load-balancer/http/error-response.ts";
import type { Clock } from "../model/clock.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import { isLocal } from "./loopback-request.ts";
import { SignedInBrowser } from "./signed-in-browser.ts";

/** A user by login, or with the password of somebody who signed up. */
export type UserToSignIn = string | { readonly login: string; readonly password: string };

/** What a sign-in needs of the emulator. */
export interface SignInContext {
  /** Addresses of the applications. */
  readonly urls: readonly string[];
  readonly userPools: readonly RunningUserPool[];
  readonly now: Clock;
  /** Events after this number. */
  readonly eventsAfter: (number: number) => readonly NumberedEvent[];
  readonly waitForEvent: (isWanted: (event: NumberedEvent) => boolean) => Promise<NumberedEvent>;
}

const callbackPath = "/oauth2/idpresponse";
const maxSteps = 10;

/**
 * Signs a user in as a browser does: authorization request, sign-in page, callback. It ends with the
 * session cookie, before the application gets a request.
 * @throws EmulatorError that says why the sign-in fails
 */
export async function signIn(
  context: SignInContext,
  user: UserToSignIn,
  page: URL,
): Promise<SignedInBrowser> {
  const browser = new SignedInBrowser(page.origin, context.now);
  const lastNumber = context.eventsAfter(0).at(-1)?.number ?? 0;
  const isApplication = ({ host }: URL) => context.urls.some((url) => new URL(url).host === host);
  const fail = (reason: string) =>
    new EmulatorError(`${loginOf(user)} cannot sign in at ${page.href}: ${reason}`);
  let url = page;
  for (let step = 0; step < maxSteps; step++) {
    const pool = context.userPools.find(({ domainUrl }) => domainUrl && isAt(domainUrl, url));
    const isSignInPage = pool !== undefined && url.pathname === "/login";
    const response = isSignInPage
      ? await submit(browser, url, credentialsOf(user, pool, fail))
      : await browser.send(url, "GET", new Headers({ Accept: "text/html" }));
    const location = response.headers.get("location");
    if (location === null) {
      const entry = response.headers.get(entryHeader);
      // What Cognito says comes first, because the load balancer only repeats its code.
      const explanation =
        explanationAfter(context, lastNumber) ?? (entry && (await explanationOf(context, entry)));
      throw fail(explanation || whyNot(url, page, response.status, pool));
    }
    const isDone = isApplication(url) && url.pathname === callbackPath;
    if (isDone) return browser;
    const next = new URL(location, url);
    if (!isLocal(next) || (isApplication(next) && next.pathname !== callbackPath)) {
      const explanation = explanationAfter(context, lastNumber);
      throw fail(explanation ?? `it leads to ${next.href}, which is not a page of a sign-in.`);
    }
    url = next;
  }
  throw fail(`it does not end after ${maxSteps} redirects. The inspector shows each of them.`);
}

/** The page's form, with its value against forged requests. */
async function submit(
  browser: SignedInBrowser,
  url: URL,
  { login, password }: { readonly login: string; readonly password: string },
) {
  await browser.send(url, "GET", new Headers({ Accept: "text/html" }));
  const csrf = browser.cookies.find(({ name, domain }) => {
    return name === "XSRF-TOKEN" && domain === url.hostname;
  });
  const form = new URLSearchParams({ _csrf: csrf?.value ?? "", username: login, password });
  const headers = new Headers({
    "Content-Type": "application/x-www-form-urlencoded",
    Origin: url.origin,
  });
  return browser.send(url, "POST", headers, Buffer.from(form.toString()));
}

function credentialsOf(
  user: UserToSignIn,
  { poolName, demoUsers }: RunningUserPool,
  fail: (reason: string) => EmulatorError,
) {
  if (typeof user !== "string") return user;
  const found = demoUsers.find(({ login }) => login.toLowerCase() === user.toLowerCase());
  if (found) return found;
  const logins = demoUsers.map(({ login }) => login).join(", ") || "none";
  throw fail(
    `user pool ${poolName} has no such user with a known password. Use one of: ${logins}; add one to the option users; or give login and password.`,
  );
}

/** What the load balancer says about a response of its own; its event follows the response. */
async function explanationOf(
  { waitForEvent }: SignInContext,
  entry: string,
): Promise<string | undefined> {
  const id = new URL(entry).hash.slice(1);
  const { event } = await waitForEvent(
    (logged) => logged.source === "load-balancer" && logged.event.id === id,
  );
  return "explanation" in event ? event.explanation : undefined;
}

/** What the user pool says about the latest thing that failed. */
function explanationAfter({ eventsAfter }: SignInContext, number: number): string | undefined {
  const failed = eventsAfter(number)
    .filter(({ source }) => source === "user-pool")
    .map(({ event }) => event)
    .filter((event) => "type" in event && event.type.endsWith("-failed"))
    .at(-1);
  if (failed === undefined || !("message" in failed)) return undefined;
  return failed.explanation ?? `${failed.message}.`;
}

function whyNot(url: URL, page: URL, status: number, pool: RunningUserPool | undefined): string {
  if (url.href === page.href) {
    return `the response has status ${status} and no redirect, so the page asks nobody to sign in. Use a path whose rule authenticates: alb-emulator explain says which rule applies.`;
  }
  return pool
    ? `it stops at the page ${url.pathname} of user pool ${pool.poolName}, which asks for more than a password.`
    : `it stops at ${url.href} with status ${status}.`;
}

function isAt(base: string, url: URL): boolean {
  return new URL(base).host === url.host;
}

function loginOf(user: UserToSignIn): string {
  return typeof user === "string" ? user : user.login;
}
