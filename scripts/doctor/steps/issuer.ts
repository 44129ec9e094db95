import { found } from "../findings/registry";
import { isLocal, realHostOf } from "../http/address";
import { connectionError, type HttpResponse } from "../http/doctor-client";
import { judged, type StepResult, skipped } from "../step";
import type { WalkContext } from "../walk-context";
import type { AuthorizationRequest } from "./authorize-url";

/** Cognito has two forms of one pool's issuer; both are right. */
const issuerHost = /^(issuer-)?cognito-idp\.[\w-]+\.amazonaws\.com(\.cn)?$/;

/** Compares the issuer that the application verifies tokens with, and where users sign in. */
export async function lookAtIssuer(
  { client }: WalkContext,
  issuer: URL | undefined,
  request: AuthorizationRequest,
): Promise<StepResult> {
  if (issuer === undefined) {
    return skipped(
      "issuer",
      "Only the application knows it: add --issuer with its COGNITO_ISSUER.",
    );
  }
  const url = discoveryUrl(issuer, request.url);
  let response: HttpResponse;
  try {
    response = await client.send(url);
  } catch (error) {
    const proof = [`GET ${url.href}: ${connectionError(error)}.`];
    return judged("issuer", proof, [found("issuer-unreachable", { proof })]);
  }
  const document = jsonObject(response.body);
  if (response.status !== 200 || document === undefined) {
    const proof = [`GET ${url.href} returns ${response.status}.`];
    return judged("issuer", proof, [found("issuer-unreachable", { proof })]);
  }
  const endpoint = String(document.authorization_endpoint ?? "");
  const loginHost = realHostOf(request.url);
  const seen = [
    `${issuer.href} names the authorization endpoint ${endpoint || "nowhere"}.`,
    ...(issuerHost.test(issuer.hostname)
      ? [
          `It has the ${issuer.hostname.startsWith("issuer-") ? "newer" : "original"} form of a pool's issuer.`,
        ]
      : []),
  ];
  if (URL.canParse(endpoint) && new URL(endpoint).hostname === loginHost) {
    return judged("issuer", seen);
  }
  const proof = [...seen, `Users sign in at ${loginHost}.`];
  return judged("issuer", seen, [found("issuer-other-pool", { proof })]);
}

/** The emulator serves the issuer's host at the port of the user pool domain. */
function discoveryUrl(issuer: URL, login: URL): URL {
  const url = new URL(`${issuer.href.replace(/\/$/, "")}/.well-known/openid-configuration`);
  if (!isLocal(login) || isLocal(url)) return url;
  return new URL(`${login.protocol}//${url.hostname}.localhost:${login.port}${url.pathname}`);
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
