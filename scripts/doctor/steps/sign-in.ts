import type { Cookie } from "tough-cookie";
import type { Finding } from "../finding";
import { type FindingId, found } from "../findings/registry";
import { isLocal } from "../http/address";
import { connectionError, type DoctorClient } from "../http/doctor-client";
import {
  callbackPath,
  describeOrigin,
  originOf,
  type ResponseOrigin,
} from "../http/response-origin";
import { judged, type StepResult, skipped } from "../step";
import type { WalkContext } from "../walk-context";
import { authorize } from "./authorization-response";
import { authorizationRequestOf } from "./authorize-url";
import { type Credentials, enterPassword } from "./enter-password";
import { isSignInPage, type VisitedPage, visitPage } from "./find-sign-in";

/** A sign-in that got through. */
export interface Session {
  readonly client: DoctorClient;
  /** What the callback set. */
  readonly cookies: readonly Cookie[];
  /** The page that the user wanted, signed in. */
  readonly page: VisitedPage;
}

/** What a sign-in shows. */
export interface SignInAttempt {
  readonly result: StepResult;
  /** Absent when nobody is signed in. */
  readonly session: Session | undefined;
}

/** What the load balancer's error page at the callback means. */
const callbackErrors: Readonly<Record<number, FindingId>> = {
  400: "request-rejected",
  401: "callback-401",
  500: "claims-too-large",
  561: "token-rejected",
};

const failed = (result: StepResult): SignInAttempt => ({ result, session: undefined });

/** Signs in on the login page as a user does, and returns to the page. */
export async function signIn(
  context: WalkContext,
  url: URL,
  credentials: Credentials,
): Promise<SignInAttempt> {
  const start = await visitPage(context, url);
  if (!isSignInPage(start)) return failed(skipped("sign-in", "The page asks for no sign-in."));
  const request = authorizationRequestOf(start);
  const unsafe = unverified(context, [url, request.url]);
  if (unsafe !== undefined) return failed(skipped("sign-in", unsafe));
  const { client } = start;
  const login = await authorize(client, request);
  if (login.type !== "login-page") {
    return failed(skipped("sign-in", "There is no login page of Cognito to enter a password on."));
  }
  try {
    const entered = await enterPassword(client, login.page, credentials);
    switch (entered.type) {
      case "rejected": {
        const proof = [`${login.page.url.pathname} asks for the password again.`];
        return failed(judged("sign-in", proof, [found("sign-in-rejected", { proof })]));
      }
      case "not-understood": {
        const reason = `The doctor does not understand the page ${entered.page}: it asks for something else than user name and password, or scripts make it, as with managed login. Sign in with a browser.`;
        return failed(skipped("sign-in", reason));
      }
      case "callback":
        return await finish(context, client, url, entered.url);
    }
  } catch (error) {
    const proof = [`A page of the sign-in: ${connectionError(error)}.`];
    return failed(judged("sign-in", proof, [found("no-response", { proof })]));
  }
}

async function finish(
  context: WalkContext,
  client: DoctorClient,
  url: URL,
  callback: URL,
): Promise<SignInAttempt> {
  const { searchParams } = callback;
  context.secrets.add(searchParams.get("code") ?? "");
  const before = new Set((await client.cookies(url)).map(({ key }) => key));
  // The load balancer gives up on Cognito later than on targets.
  const response = await client.send(callback, { timeoutMs: 40_000 });
  const origin = originOf(response);
  if (response.location === undefined) {
    const proof = [`GET ${callbackPath} returns ${describeOrigin(origin)}.`];
    return failed(judged("sign-in", proof, callbackFindings(origin, proof)));
  }
  const cookies = (await client.cookies(url)).filter(({ key }) => !before.has(key));
  const pageResponse = await client.send(url);
  const page = { url, response: pageResponse, origin: originOf(pageResponse), client };
  const seen = [
    `GET ${callbackPath} returns ${response.status} with ${cookies.length} session cookie(s).`,
    `Then ${url.pathname} returns ${describeOrigin(page.origin)}.`,
  ];
  if (page.origin.type === "sign-in") {
    return failed(judged("sign-in", seen, [found("session-not-kept", { proof: seen })]));
  }
  const findings =
    page.origin.type === "application" && page.origin.status === 401
      ? [found("application-401", { proof: seen })]
      : [];
  return { result: judged("sign-in", seen, findings), session: { client, cookies, page } };
}

function callbackFindings(origin: ResponseOrigin, proof: readonly string[]): Finding[] {
  if (origin.type !== "error-page") return [found("callback-not-handled", { proof })];
  return [found(callbackErrors[origin.status] ?? "callback-401", { proof })];
}

/** @returns why no password may be sent */
function unverified({ client }: WalkContext, urls: readonly URL[]): string | undefined {
  const unsafe = urls.find(
    (url) => !isLocal(url) && (url.protocol !== "https:" || !client.isVerified(url)),
  );
  return unsafe && `No password is sent: the certificate of ${unsafe.hostname} is not valid.`;
}
