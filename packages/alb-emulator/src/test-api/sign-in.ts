import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import type { NumberedEvent } from "../inspector/event-log.ts";
import { entryHeader } from "../load-balancer/http/error-response.ts";
import type { Clock } from "../model/clock.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { UserPoolEvent } from "../model/user-pool-event.ts";
import {
  type FilledForm,
  fillInPage,
  loginOf,
  type SignInEntries,
  type SignInOptions,
  type UserToSignIn,
} from "./fill-in-page.ts";
import { type BrowserResponse, isLocal } from "./loopback-request.ts";
import { alertOf } from "./page-form.ts";
import { SignedInBrowser } from "./signed-in-browser.ts";

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
 * Signs a user in as a browser does: authorization request, pages of the user pool, callback. It ends
 * with the session cookie, before the application gets a request.
 * @throws EmulatorError that says why the sign-in fails
 */
export async function signIn(
  context: SignInContext,
  user: UserToSignIn,
  page: URL,
  options: SignInOptions = {},
): Promise<SignedInBrowser> {
  const browser = new SignedInBrowser(page.origin, context.now);
  const lastNumber = context.eventsAfter(0).at(-1)?.number ?? 0;
  const isApplication = ({ host }: URL) => context.urls.some((url) => new URL(url).host === host);
  const fail = (reason: string) =>
    new EmulatorError(`${loginOf(user)} cannot sign in at ${page.href}: ${reason}`);
  let url = page;
  for (let step = 0; step < maxSteps; step++) {
    const pool = context.userPools.find(({ domainUrl }) => domainUrl && isAt(domainUrl, url));
    if (pool && url.pathname === "/oauth2/authorize") chooseProvider(url, options);
    const shown = await browser.send(url, "GET", new Headers({ Accept: "text/html" }));
    const { response, problem } = pool
      ? await passPages(browser, shown, { pool, user, options, now: context.now, fail })
      : { response: shown };
    const location = response.headers.get("location");
    if (location === null) {
      const entry = response.headers.get(entryHeader);
      // What Cognito says comes first, because the load balancer only repeats its code.
      const explanation =
        explanationAfter(context, lastNumber) ?? (entry && (await explanationOf(context, entry)));
      throw fail(explanation || problem || whyNot(url, page, response.status, pool));
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

/** As the link of the sign-in page does. */
function chooseProvider(url: URL, { identityProvider }: SignInOptions): void {
  if (identityProvider === undefined) return;
  url.searchParams.delete("idp_identifier");
  url.searchParams.set("identity_provider", identityProvider);
}

/**
 * Posts the forms of pages that follow each other without a redirect, such as password and code.
 * @returns The response after the last one, with what the page says when it rejects the entry.
 */
async function passPages(
  browser: SignedInBrowser,
  page: BrowserResponse,
  entries: SignInEntries,
): Promise<{ readonly response: BrowserResponse; readonly problem?: string | undefined }> {
  const posted = new Set<string>();
  let response = page;
  while (response.headers.get("location") === null) {
    const html = await response.text();
    const form = await fillInPage(html, new URL(response.url), entries);
    if (form === undefined || posted.has(form.url.pathname)) {
      return { response, problem: alertOf(html) };
    }
    posted.add(form.url.pathname);
    response = await post(browser, form);
  }
  return { response };
}

function post(browser: SignedInBrowser, { url, fields }: FilledForm) {
  const headers = new Headers({
    "Content-Type": "application/x-www-form-urlencoded",
    Origin: url.origin,
  });
  const body = new URLSearchParams(fields).toString();
  return browser.send(url, "POST", headers, Buffer.from(body));
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
    .filter((event) => "type" in event && isProblem(event))
    .at(-1);
  if (failed === undefined || !("message" in failed)) return undefined;
  return failed.explanation ?? `${failed.message}.`;
}

/** An identity provider that the app client does not have is explained before the sign-in page. */
function isProblem({ type, explanation }: UserPoolEvent): boolean {
  return type.endsWith("-failed") || (type === "sign-in-page" && explanation !== undefined);
}

function whyNot(url: URL, page: URL, status: number, pool: RunningUserPool | undefined): string {
  if (url.href === page.href) {
    return `the response has status ${status} and no redirect, so the page asks nobody to sign in. Use a path whose rule authenticates: alb-emulator explain says which rule applies.`;
  }
  return pool
    ? `it stops at the page ${url.pathname} of user pool ${pool.poolName}, which asks for something that signIn does not enter.`
    : `it stops at ${url.href} with status ${status}.`;
}

function isAt(base: string, url: URL): boolean {
  return new URL(base).host === url.host;
}
