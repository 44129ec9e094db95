import { lookup } from "node:dns/promises";
import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { UserError } from "../../config/user-error";
import type { CommandLine } from "./command-line";
import type { Secrets } from "./hide-secrets";
import { isLocal } from "./http/address";
import { DoctorClient } from "./http/doctor-client";
import { type StepResult, skipped } from "./step";
import { authorize } from "./steps/authorization-response";
import { authorizationRequestOf, lookAtAuthorizationUrl } from "./steps/authorize-url";
import { lookAtCertificate } from "./steps/certificate";
import { lookAtClocks } from "./steps/clock";
import { judgeAuthorization } from "./steps/cognito-errors";
import { lookAtDns } from "./steps/dns";
import { lookAtEgress } from "./steps/egress";
import { findSignIn, type SignInPage } from "./steps/find-sign-in";
import { lookAtHttpRedirect } from "./steps/http-redirect";
import { lookAtTarget } from "./steps/target";
import type { Resolve, WalkContext } from "./walk-context";

/** What a walk needs to know. */
export interface WalkOptions
  extends Pick<CommandLine, "connectTo" | "timeoutMs" | "user" | "userAgent" | "caFile"> {
  readonly url: URL;
  /** @default - the resolver of this machine */
  readonly resolve?: Resolve | undefined;
}

const resolveHere: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Walks the sign-in of a URL as a browser would, and judges each step.
 * @throws UserError when it cannot look
 */
export async function walk(options: WalkOptions, secrets: Secrets): Promise<StepResult[]> {
  const context = contextOf(options, secrets);
  const dns = await lookAtDns(context);
  if (dns.result === "failed") return [dns];
  const results = [dns, await lookAtCertificate(context), await lookAtHttpRedirect(context)];
  const { result, pages, signIn } = await findSignIn(context);
  results.push(result);
  if (signIn === undefined) {
    results.push(skipped("authorize-url", "No page that was opened asks for a sign-in."));
  } else {
    results.push(...(await lookAtSignInPage(signIn)));
  }
  results.push(lookAtTarget(pages));
  results.push(lookAtClocks(pages.map(({ response }) => response)));
  return results;
}

/** What the way to the login page shows, without a user. */
async function lookAtSignInPage(page: SignInPage): Promise<StepResult[]> {
  const request = authorizationRequestOf(page);
  const response = await authorize(page.client.newBrowser(), request);
  return [
    await lookAtAuthorizationUrl(page),
    ...judgeAuthorization(request, response),
    await lookAtEgress(page),
  ];
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
  const { userAgent, connectTo, timeoutMs } = options;
  const client = new DoctorClient({ secrets, userAgent, connectTo, ca, timeoutMs });
  return { options, url, client, secrets, resolve, ca };
}

function readCa(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(`--ca ${file} cannot be read: ${(error as Error).message}.`);
  }
}
