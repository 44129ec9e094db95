import type { Finding } from "../finding";
import { found } from "../findings/registry";
import { realHostOf } from "../http/address";
import { judged, type StepResult, skipped } from "../step";
import type { AuthorizationResponse } from "./authorization-response";
import type { AuthorizationRequest } from "./authorize-url";

/** Judges what the identity provider makes of an authorization request. */
export function judgeAuthorization(
  request: AuthorizationRequest,
  response: AuthorizationResponse,
): StepResult[] {
  const finding = findingOf(request, response);
  const callback = seenOfCallback(request);
  const scopes = `The client allows ${request.scopes.join(" ")}.`;
  switch (finding?.step) {
    case "callback-url":
      return [
        judged("callback-url", finding.proof, [finding]),
        skipped("scopes", "Cognito looks at the callback URL first."),
        skipped("login-page", "Cognito shows an error instead."),
      ];
    case "scopes":
      return [
        judged("callback-url", [callback]),
        judged("scopes", finding.proof, [finding]),
        skipped("login-page", "Cognito sends users back with the error."),
      ];
    case "login-page":
      return [
        skipped("callback-url", "There is no login page."),
        skipped("scopes", "There is no login page."),
        judged("login-page", finding.proof, [finding]),
      ];
  }
  return [
    judged("callback-url", [callback]),
    judged("scopes", [scopes]),
    judged("login-page", [seenOfPage(request, response)]),
  ];
}

function seenOfCallback({ redirectUri }: AuthorizationRequest): string {
  return `${redirectUri} is registered.`;
}

function seenOfPage({ url }: AuthorizationRequest, response: AuthorizationResponse): string {
  switch (response.type) {
    case "login-page":
      return `${realHostOf(url)} shows ${response.page.url.pathname}.`;
    case "elsewhere":
      return `${realHostOf(url)} leads to the identity provider ${response.host}.`;
    default:
      return `${realHostOf(url)} signs the user in without a page.`;
  }
}

function findingOf(
  request: AuthorizationRequest,
  response: AuthorizationResponse,
): Finding | undefined {
  const host = realHostOf(request.url);
  switch (response.type) {
    case "unreachable":
      return found("login-domain-unreachable", {
        summary: `${host}, where users sign in, is not reached.`,
        proof: [`GET ${request.url.pathname}: ${response.reason}.`],
      });
    case "error-redirect":
      return errorRedirect(request, response);
    case "error-page":
      return errorPage(request, response);
    default:
      return undefined;
  }
}

function errorPage(
  { clientId, redirectUri, url }: AuthorizationRequest,
  { error, status, path }: AuthorizationResponse & { type: "error-page" },
): Finding {
  const host = realHostOf(url);
  const proof = [`${host}${path} says "${error}", status ${status}.`];
  if (/redirect_mismatch/i.test(error)) {
    return found("redirect-mismatch", {
      summary: `The callback URL ${redirectUri} is not registered for client ${clientId}.`,
      proof: [...proof, `redirect_uri is ${redirectUri}.`],
    });
  }
  if (/client does not exist|invalid_client/i.test(error)) {
    return found("client-missing", {
      summary: `The client ${clientId} does not exist in the user pool of ${host}.`,
      proof,
    });
  }
  if (/unavailable/i.test(error)) return found("login-pages-unavailable", { proof });
  return found("login-page-error", {
    summary: `${host} shows an error instead of the login page: ${error}.`,
    proof,
  });
}

function errorRedirect(
  { clientId, scopes }: AuthorizationRequest,
  { error, description }: AuthorizationResponse & { type: "error-redirect" },
): Finding {
  const proof = [
    `Cognito sends the browser back with error=${error}${description === "" ? "" : ` and error_description=${description}`}; the load balancer then returns 561.`,
  ];
  const text = `${error} ${description}`;
  if (text.includes("invalid_scope")) {
    return found("invalid-scope", {
      summary: `Client ${clientId} does not allow one of the scopes that the rule requests: ${scopes.join(" ")}.`,
      proof,
    });
  }
  if (text.includes("unauthorized_client")) {
    return found("unauthorized-client", {
      summary: `Client ${clientId} does not allow the authorization code flow.`,
      proof,
    });
  }
  return found("authorization-rejected", {
    summary: `The identity provider rejects the authorization request: ${description || error}.`,
    proof,
  });
}
