import { lookup } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import type { EmulatorModel } from "alb-emulator";
import { UserError } from "../../config/user-error";
import type { CommandLine } from "./command-line";
import type { Secrets } from "./hide-secrets";
import { isLocal } from "./http/address";
import { DoctorClient } from "./http/doctor-client";
import { type StepResult, skipped } from "./step";
import { authorizationRequestOf } from "./steps/authorize-url";
import { lookAtCertificate } from "./steps/certificate";
import { lookAtClocks } from "./steps/clock";
import { compareWithEnvironment } from "./steps/compare-rules";
import { lookAtDns } from "./steps/dns";
import type { Credentials } from "./steps/enter-password";
import { findSignIn, isSignInPage, type SignInPage } from "./steps/find-sign-in";
import { lookAtHealthCheck } from "./steps/health-check";
import { lookAtHttpRedirect } from "./steps/http-redirect";
import { lookAtIssuer } from "./steps/issuer";
import { mergeResults } from "./steps/merge-results";
import { lookAtOtherScopes, lookAtSessionCookies, lookAtSizes } from "./steps/session";
import { type Session, signIn } from "./steps/sign-in";
import { lookAtSignInPages } from "./steps/sign-in-page";
import { lookAtSignOut } from "./steps/sign-out";
import { lookAtTarget } from "./steps/target";
import { judgeUnknownHost } from "./steps/unknown-host";
import type { Resolve, WalkContext } from "./walk-context";

/** What a walk needs to know. */
export interface WalkOptions
  extends Pick<CommandLine, "connectTo" | "timeoutMs" | "userAgent" | "caFile"> {
  readonly url: URL;
  /** Who signs in. @default - nobody */
  readonly credentials?: Credentials | undefined;
  /** The environment to compare with. @default - none */
  readonly model?: EmulatorModel | undefined;
  /** What the application verifies tokens with. @default - not compared */
  readonly issuer?: URL | undefined;
  /** @default - the resolver of this machine */
  readonly resolve?: Resolve | undefined;
}

const resolveHere: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** Of the container contract. */
const defaultSignOutPath = "/logout";

/**
 * Walks the sign-in of a URL as a browser would, and judges each step.
 * @throws UserError when it cannot look
 */
export async function walk(options: WalkOptions, secrets: Secrets): Promise<StepResult[]> {
  const context = contextOf(options, secrets);
  const dns = await lookAtDns(context);
  if (dns.result === "failed") return [dns];
  const results = [dns, await lookAtCertificate(context), await lookAtHttpRedirect(context)];
  const found = await findSignIn(context);
  const unknownHost = judgeUnknownHost(found.pages[0], options.model);
  const compared =
    unknownHost === undefined
      ? await compareWithEnvironment(context, options.model, found.pages)
      : { result: unknownHost, pages: [] };
  results.push(...mergeResults([found.result, compared.result]));
  const pages = [...found.pages, ...compared.pages];
  const signInPages = pages.filter(isSignInPage);
  results.push(...(await lookAtSignInPages(signInPages)), lookAtTarget(pages));

  const session = await lookAtUser(context, options, signInPages, results);
  const all = session ? [...pages, session.page] : pages;
  results.push(await lookAtHealthCheck(context, options.model, session));
  results.push(lookAtClocks(all.map(({ response }) => response)));
  const [first] = signInPages;
  if (first !== undefined) {
    const issuer = options.issuer ?? localIssuer(context, options.model);
    results.push(await lookAtIssuer(context, issuer, authorizationRequestOf(first)));
  }
  if (session !== undefined) {
    results.push(await lookAtSignOut(session, signOutPath(options.model)));
  }
  return mergeResults(results);
}

/** Signs in, and adds what it shows. */
async function lookAtUser(
  context: WalkContext,
  { credentials }: WalkOptions,
  pages: readonly SignInPage[],
  results: StepResult[],
): Promise<Session | undefined> {
  const [page] = pages;
  if (page === undefined) return undefined;
  if (credentials === undefined) {
    results.push(skipped("sign-in", "Nobody signs in: add --user EMAIL."));
    return undefined;
  }
  if (results.some(({ id, result }) => id === "egress" && result === "failed")) {
    results.push(skipped("sign-in", "The load balancer would not get tokens from Cognito."));
    return undefined;
  }
  const { result, session } = await signIn(context, page.url, credentials);
  results.push(result);
  if (session === undefined) return undefined;
  results.push(lookAtTarget([session.page]));
  results.push(lookAtSessionCookies(session), await lookAtOtherScopes(session, page, pages));
  results.push(await lookAtSizes(session));
  return session;
}

/** The environment knows the ids of the emulator's user pools; in AWS, they are known after deployment. */
function localIssuer({ url }: WalkContext, model: EmulatorModel | undefined): URL | undefined {
  if (!isLocal(url)) return undefined;
  const issuers = model?.loadBalancers
    .flatMap(({ services }) => services)
    .flatMap(({ environment }) => environment.COGNITO_ISSUER ?? []);
  return issuers?.filter((issuer) => URL.canParse(issuer)).map((issuer) => new URL(issuer))[0];
}

function signOutPath(model: EmulatorModel | undefined): string {
  const paths = model?.loadBalancers
    .flatMap(({ services }) => services)
    .map(({ environment }) => environment.SIGN_OUT_PATH);
  return paths?.find((path) => path !== undefined) ?? defaultSignOutPath;
}

/** What the steps of a walk share. */
export function contextOf(
  { url: given, caFile, resolve = resolveHere, ...options }: WalkOptions,
  secrets: Secrets,
): WalkContext {
  const url = new URL(given);
  // Plain HTTP is what the redirect is for; only the emulator serves pages over it.
  if (url.protocol === "http:" && !isLocal(url)) url.protocol = "https:";
  url.hash = "";
  const ca = caFile === undefined ? undefined : [...rootCertificates, readCa(caFile)];
  const { userAgent, connectTo, timeoutMs, credentials } = options;
  if (credentials !== undefined) secrets.add(credentials.password);
  const client = new DoctorClient({ secrets, userAgent, connectTo, ca, timeoutMs });
  return { options: { connectTo, timeoutMs }, url, client, secrets, resolve, ca };
}

function readCa(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(`--ca ${file} cannot be read: ${(error as Error).message}.`);
  }
}
