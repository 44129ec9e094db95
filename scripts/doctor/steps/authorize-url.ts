import type { Finding } from "../finding";
import { found } from "../findings/registry";
import { realHostOf } from "../http/address";
import { callbackPath } from "../http/response-origin";
import { judged, type StepResult } from "../step";
import type { SignInPage } from "./find-sign-in";

/** What a load balancer asks the identity provider for. */
export interface AuthorizationRequest {
  readonly url: URL;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly isCognito: boolean;
}

const nonceCookie = "AWSALBAuthNonce";

export function authorizationRequestOf({ origin: { location } }: SignInPage): AuthorizationRequest {
  const { searchParams } = location;
  return {
    url: location,
    clientId: searchParams.get("client_id") ?? "",
    redirectUri: searchParams.get("redirect_uri") ?? "",
    scopes: (searchParams.get("scope") ?? "").split(" ").filter((scope) => scope !== ""),
    isCognito: location.pathname === "/oauth2/authorize",
  };
}

/** Judges the redirect of the load balancer, before the identity provider sees it. */
export async function lookAtAuthorizationUrl(page: SignInPage): Promise<StepResult> {
  const request = authorizationRequestOf(page);
  const host = realHostOf(page.url);
  const seen = [
    `Sign-in at ${realHostOf(request.url)}, client ${request.clientId}, scopes ${request.scopes.join(" ")}.`,
  ];
  const findings: Finding[] = [];
  const callback = URL.canParse(request.redirectUri) ? new URL(request.redirectUri) : undefined;
  if (callback?.hostname !== host || callback.pathname !== callbackPath) {
    findings.push(
      found("callback-host", {
        summary: `The load balancer returns users to ${request.redirectUri}, not to ${host}.`,
        proof: [`redirect_uri is ${request.redirectUri}.`],
      }),
    );
  }
  if (!request.scopes.includes("openid")) {
    findings.push(
      found("scope-openid-missing", {
        summary: `The rule requests "${request.scopes.join(" ")}", without openid.`,
        proof: [`scope is "${request.scopes.join(" ")}".`],
      }),
    );
  }
  const cookies = await page.client.cookies(page.url);
  if (!cookies.some(({ key }) => key === nonceCookie)) {
    findings.push(
      found("nonce-cookie-missing", {
        proof: [`Cookies of the response: ${cookies.map(({ key }) => key).join(", ") || "none"}.`],
      }),
    );
  }
  return judged("authorize-url", seen, findings);
}
