import { isRegisteredUrl } from "../model/registered-url.ts";
import type { AppClient, UserPoolModel } from "../model/user-pool.ts";
import { findClient } from "./app-clients.ts";
import type { AuthorizationQuery } from "./authorization-request.ts";
import type { Explanation } from "./explanation.ts";
import { unknownClient, unregisteredUrl } from "./request-explanations.ts";

export type SignOutRequest =
  /** Leads to a sign-out URL of the application. */
  | { readonly type: "sign-out-url"; readonly client: AppClient; readonly url: string }
  /** Leads to the sign-in page. */
  | { readonly type: "sign-in-again"; readonly client: AppClient }
  | {
      readonly type: "error-page";
      readonly client: AppClient | undefined;
      readonly error: string;
      readonly explanation: Explanation;
    };

/**
 * Checks a request to `/logout`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function checkSignOutRequest(
  model: UserPoolModel,
  query: AuthorizationQuery,
): SignOutRequest {
  const client = findClient(model, query.client_id);
  if (!client) {
    return {
      type: "error-page",
      client,
      error: "Client does not exist.",
      explanation: unknownClient(model, query.client_id),
    };
  }
  const { logout_uri, redirect_uri } = query;
  if (typeof logout_uri === "string") {
    return isRegisteredUrl(client, client.logoutUrls, logout_uri)
      ? { type: "sign-out-url", client, url: logout_uri }
      : mismatch(client, "sign-out", logout_uri);
  }
  if (typeof redirect_uri === "string") {
    return isRegisteredUrl(client, client.callbackUrls, redirect_uri)
      ? { type: "sign-in-again", client }
      : mismatch(client, "callback", redirect_uri);
  }
  return {
    type: "error-page",
    client,
    error: "invalid_request",
    explanation: {
      summary: "The sign-out request has no logout_uri.",
      comparisons: [{ label: `Sign-out URLs of ${client.name}`, values: client.logoutUrls }],
      fix: "Send logout_uri with one of the app client's sign-out URLs.",
    },
  };
}

function mismatch(client: AppClient, type: "callback" | "sign-out", url: string): SignOutRequest {
  const explanation = unregisteredUrl(client, type, url);
  return { type: "error-page", client, error: "redirect_mismatch", explanation };
}
