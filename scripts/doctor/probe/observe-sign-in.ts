import { randomUUID } from "node:crypto";
import { connectionError, type HttpResponse } from "../http/doctor-client";
import { callbackPath } from "../http/response-origin";
import { isSignInPage, type SignInPage, visitPage } from "../steps/find-sign-in";
import type { WalkContext } from "../walk-context";
import type { Answer, Answers } from "./probe-report";

const nonceCookie = "AWSALBAuthNonce";

/** What the load balancer shows without a user. Sends sign-ins that are bound to fail, and nothing else. */
export async function observeSignIn(context: WalkContext, page: SignInPage): Promise<Answers> {
  return {
    "nonce-cookie-attributes": nonceAttributes(page.response),
    "state-form": await stateForm(context, page),
    "callback-errors": await callbackErrors(context, page),
    "http-on-https-port": await httpOnHttpsPort(context),
  };
}

function nonceAttributes({ headers }: HttpResponse): Answer {
  const header = headers["set-cookie"]?.find((text) => text.startsWith(`${nonceCookie}=`));
  if (header === undefined) return { notObserved: `The redirect sets no ${nonceCookie} cookie.` };
  const [pair = "", ...attributes] = header.split(/;\s*/);
  return {
    observed: {
      valueLength: pair.length - nonceCookie.length - 1,
      attributes: attributes.map((attribute) =>
        attribute.replace(
          /^expires=.*/i,
          () => `Expires in ${secondsUntil(attribute, headers.date)} s`,
        ),
      ),
    },
  };
}

function secondsUntil(attribute: string, date: string | undefined): number {
  const from = date === undefined ? Date.now() : Date.parse(date);
  return Math.round((Date.parse(attribute.slice("expires=".length)) - from) / 1000);
}

async function stateForm(context: WalkContext, page: SignInPage): Promise<Answer> {
  const one = stateOf(page);
  const second = await visitPage(context, page.url);
  const other = isSignInPage(second) ? stateOf(second) : "";
  let equal = 0;
  while (equal < one.length && one[equal] === other[equal]) equal += 1;
  return {
    observed: {
      lengths: [one.length, other.length],
      isBase64: /^[A-Za-z0-9+/]+={0,2}$/.test(one),
      isBase64Url: /^[\w-]+$/.test(one),
      equalCharactersAtTheStart: equal,
      parameterOrder: [...page.origin.location.searchParams.keys()],
    },
  };
}

function stateOf({ origin }: SignInPage): string {
  return origin.location.searchParams.get("state") ?? "";
}

type Callback = Readonly<Record<string, string>>;

async function callbackErrors(context: WalkContext, page: SignInPage): Promise<Answer> {
  const errors = [
    "access_denied",
    "invalid_request",
    "unauthorized_client",
    "server_error",
    "temporarily_unavailable",
  ];
  const callbacks: readonly (readonly [string, Callback, boolean?])[] = [
    ...errors.map((error) => [error, { error }] as const),
    [
      "invalid_request with invalid_scope",
      { error_description: "invalid_scope", error: "invalid_request" },
    ],
    ["no code", {}],
    ["unknown code", { code: randomUUID() }],
    ["unknown state", { code: randomUUID(), state: "AAAA" }],
    ["no nonce cookie", { code: randomUUID() }, true],
  ];
  const observed: Record<string, unknown> = {};
  for (const [name, parameters, isOtherBrowser] of callbacks) {
    observed[name] = await callback(context, page, parameters, isOtherBrowser);
  }
  return { observed };
}

/** Starts a sign-in and ends it. */
async function callback(
  context: WalkContext,
  { url }: SignInPage,
  parameters: Callback,
  isOtherBrowser = false,
): Promise<string> {
  const started = await visitPage(context, url);
  if (!isSignInPage(started)) return "no sign-in started";
  const target = new URL(callbackPath, url);
  for (const [name, value] of Object.entries({ state: stateOf(started), ...parameters })) {
    target.searchParams.set(name, value);
  }
  const browser = isOtherBrowser ? context.client.newBrowser() : started.client;
  return outcomeOf(() => browser.send(target));
}

async function httpOnHttpsPort({ client, url }: WalkContext): Promise<Answer> {
  if (url.protocol !== "https:") return { notObserved: "The URL is not one with https." };
  const plain = new URL(url);
  // A URL drops port 443 of https only, so that the port has to be named first.
  const port = url.port === "" ? "443" : url.port;
  plain.protocol = "http:";
  plain.port = port;
  return { observed: { response: await outcomeOf(() => client.newBrowser().send(plain)) } };
}

/** Status, title and server of a response: pages of AWS, which belong to nobody. */
export async function outcomeOf(send: () => Promise<HttpResponse>): Promise<string> {
  try {
    const { status, body, headers, location } = await send();
    const title = /<title>([^<]{0,80})<\/title>/i.exec(body)?.[1]?.trim();
    return [
      String(status),
      title === undefined ? "no title" : `title "${title}"`,
      ...(headers.server === undefined ? [] : [`server ${headers.server}`]),
      ...(location === undefined ? [] : [`redirect to ${location.pathname}`]),
    ].join(", ");
  } catch (error) {
    return connectionError(error);
  }
}
