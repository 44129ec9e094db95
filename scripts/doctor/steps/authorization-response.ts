import { realHostOf } from "../http/address";
import { connectionError, type DoctorClient, type HttpResponse } from "../http/doctor-client";
import { callbackPath } from "../http/response-origin";
import type { AuthorizationRequest } from "./authorize-url";

/** What the identity provider makes of an authorization request. */
export type AuthorizationResponse =
  | { /** Its host is not reached. */ readonly type: "unreachable"; readonly reason: string }
  | ({ /** Shown to the user, who does not get back. */ readonly type: "error-page" } & ErrorPage)
  | {
      /** Sent to the callback URL. */
      readonly type: "error-redirect";
      readonly error: string;
      readonly description: string;
    }
  | { readonly type: "login-page"; readonly page: HttpResponse }
  | { /** Another identity provider's. */ readonly type: "elsewhere"; readonly host: string }
  | {
      /** A user who is signed in already. */ readonly type: "code";
      readonly response: HttpResponse;
    };

interface ErrorPage {
  readonly error: string;
  readonly status: number;
  readonly path: string;
}

const maxRedirects = 5;

/** Sends the authorization request, and follows redirects as far as the identity provider's page. */
export async function authorize(
  client: DoctorClient,
  request: AuthorizationRequest,
): Promise<AuthorizationResponse> {
  let url = request.url;
  for (let count = 0; count <= maxRedirects; count++) {
    let response: HttpResponse;
    try {
      response = await client.send(url);
    } catch (error) {
      return { type: "unreachable", reason: connectionError(error) };
    }
    const { location } = response;
    if (location === undefined) return pageOf(response);
    if (isCallback(location, request)) return callbackOf(location, response);
    const { searchParams } = location;
    if (location.pathname === "/error") {
      const error = searchParams.get("error") ?? "";
      return { type: "error-page", error, status: response.status, path: location.pathname };
    }
    if (location.host !== request.url.host) return { type: "elsewhere", host: location.host };
    url = location;
  }
  return { type: "error-page", error: "too many redirects", status: 302, path: url.pathname };
}

function isCallback(location: URL, { redirectUri }: AuthorizationRequest): boolean {
  const callback = URL.canParse(redirectUri) ? new URL(redirectUri) : undefined;
  return location.pathname === callbackPath && realHostOf(location) === callback?.hostname;
}

function callbackOf({ searchParams }: URL, response: HttpResponse): AuthorizationResponse {
  const error = searchParams.get("error");
  if (error === null) return { type: "code", response };
  return {
    type: "error-redirect",
    error,
    description: searchParams.get("error_description") ?? "",
  };
}

/** Errors that a page of Cognito shows, in its words. */
const shownErrors = ["redirect_mismatch", "Client does not exist", "invalid_request"];

function pageOf(response: HttpResponse): AuthorizationResponse {
  const { status, body, url } = response;
  const unavailable = /login pages unavailable/i.test(body) ? "Login pages unavailable" : undefined;
  const shown = status >= 400 ? shownErrors.find((error) => body.includes(error)) : undefined;
  const error = unavailable ?? shown ?? (status >= 400 ? `status ${status}` : undefined);
  if (error === undefined) return { type: "login-page", page: response };
  return { type: "error-page", error, status, path: url.pathname };
}
