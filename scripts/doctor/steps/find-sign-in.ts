import { randomUUID } from "node:crypto";
import { found } from "../findings/registry";
import { connectionError, type DoctorClient, type HttpResponse } from "../http/doctor-client";
import { describeOrigin, originOf, type ResponseOrigin } from "../http/response-origin";
import { judged, type StepResult } from "../step";
import type { WalkContext } from "../walk-context";

/** A page of the application, as somebody without a session gets it. */
export interface VisitedPage {
  readonly url: URL;
  readonly response: HttpResponse;
  readonly origin: ResponseOrigin;
  /** Has the nonce cookie of its sign-in. */
  readonly client: DoctorClient;
}

/** A page that leads to sign-in. */
export interface SignInPage extends VisitedPage {
  readonly origin: ResponseOrigin & { readonly type: "sign-in" };
}

/** What the pages of an application do without a session. */
export interface VisitedPages {
  readonly result: StepResult;
  /** The page itself first. Empty when it does not respond. */
  readonly pages: readonly VisitedPage[];
  /** Absent when no page leads to sign-in. */
  readonly signIn: SignInPage | undefined;
}

/**
 * Opens the page. Where its rule asks for no sign-in, it also looks for a page that does: the home page,
 * or one that no rule mentions, which the default rule handles.
 */
export async function findSignIn(context: WalkContext): Promise<VisitedPages> {
  const { url } = context;
  const pages: VisitedPage[] = [];
  try {
    pages.push(await visitPage(context, url));
  } catch (error) {
    const proof = [`GET ${url.pathname}: ${connectionError(error)}.`];
    const result = judged("rule", proof, [
      found("no-response", { summary: `${url.href} does not respond.`, proof }),
    ]);
    return { result, pages, signIn: undefined };
  }
  const others = [new URL("/", url), new URL(`/${randomUUID()}`, url)];
  for (const other of others.filter(({ href }) => href !== url.href)) {
    if (pages.some(isSignInPage)) break;
    pages.push(await visitPage(context, other));
  }
  const seen = pages.map(
    (page) => `GET ${page.url.pathname} returns ${describeOrigin(page.origin)}.`,
  );
  const signIn = pages.find(isSignInPage);
  return { result: judged("rule", [...seen, ...adviceFor(pages)], []), pages, signIn };
}

/** Each page gets a browser of its own, so that the cookies of one sign-in do not replace another's. */
export async function visitPage({ client }: WalkContext, url: URL): Promise<VisitedPage> {
  const browser = client.newBrowser();
  const response = await browser.send(url);
  return { url, response, origin: originOf(response), client: browser };
}

export function isSignInPage(page: VisitedPage): page is SignInPage {
  return page.origin.type === "sign-in";
}

/** What a status means that is not a mistake. */
function adviceFor([page]: readonly VisitedPage[]): string[] {
  if (page === undefined) return [];
  const { origin } = page;
  if (origin.type === "error-page" && origin.status === 401) {
    return [
      'Its rule returns 401 without a session (onUnauthenticatedRequest: "deny"): sign in on another page first.',
    ];
  }
  if (origin.type === "application" && origin.status >= 400) {
    return ["This status is the application's own: its log says why."];
  }
  return [];
}
