import type { AppClient, IdentityModel } from "../model/identity.ts";
import { customScopesOf, standardScopes } from "./app-clients.ts";
import { describeClient, findClient } from "./context.ts";

/** Query parameters of `/oauth2/authorize`, which `/login` and its neighbours carry along. */
export type AuthorizationQuery = Readonly<Record<string, string | string[] | undefined>>;

export type AuthorizationRequest =
  | { readonly kind: "valid"; readonly client: AppClient; readonly scope: string }
  /** Shown on an error page: there is no address that could be trusted with the error. */
  | { readonly kind: "error-page"; readonly error: string; readonly explanation: string }
  /** Sent to the callback URL, as OAuth says. */
  | {
      readonly kind: "error-redirect";
      readonly client: AppClient;
      readonly error: string;
      readonly explanation: string;
    };

/**
 * Judges an authorization request as Cognito does.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function judgeAuthorizationRequest(
  model: IdentityModel,
  query: AuthorizationQuery,
): AuthorizationRequest {
  const client = findClient(model, query.client_id);
  if (!client) return unknownClient(model, query.client_id);
  const redirectUri = query.redirect_uri;
  if (typeof redirectUri !== "string" || !client.callbackUrls.includes(redirectUri)) {
    return redirectMismatch(client, redirectUri);
  }
  const refuse = (error: string, explanation: string) =>
    ({ kind: "error-redirect", client, error, explanation }) as const;

  if (query.response_type !== "code") {
    const type = JSON.stringify(query.response_type ?? "");
    return query.response_type === "token"
      ? refuse(
          "unauthorized_client",
          `response_type=token asks for the implicit flow, which ${describeClient(client)} does not ` +
            "allow here. A load balancer asks for a code.",
        )
      : refuse("invalid_request", `response_type is ${type}; it must be "code".`);
  }
  if (!client.allowedOAuthFlows.includes("code")) {
    return refuse(
      "unauthorized_client",
      `${describeClient(client)} does not allow the code flow. Set allowed_oauth_flows = ["code"] ` +
        "and allowed_oauth_flows_user_pool_client = true.",
    );
  }
  const asked = String(query.scope ?? "")
    .split(" ")
    .filter((scope) => scope !== "");
  const refused = asked.filter((scope) => !client.allowedOAuthScopes.includes(scope));
  if (refused.length > 0) return refuse("invalid_scope", explainScopes(model, client, refused));
  // Without a scope, Cognito takes all that the client may ask for.
  const scope = (asked.length > 0 ? asked : client.allowedOAuthScopes).join(" ");
  return { kind: "valid", client, scope };
}

function unknownClient(model: IdentityModel, clientId: unknown): AuthorizationRequest {
  const names = model.clients.map((client) => `${client.clientId} (${client.name})`).join(", ");
  return {
    kind: "error-page",
    error: "Client does not exist.",
    explanation:
      `client_id ${JSON.stringify(clientId ?? "")} is no app client of pool ${model.poolName}. ` +
      (names ? `Its app clients are ${names}.` : "It has no app client."),
  };
}

function redirectMismatch(client: AppClient, redirectUri: unknown): AuthorizationRequest {
  const urls = client.callbackUrls.map((url) => `- ${url}`).join("\n") || "- none";
  return {
    kind: "error-page",
    error: "redirect_mismatch",
    explanation:
      `callback ${redirectUri ?? "(none given)"} is not among the callback URLs of ` +
      `${describeClient(client)}:\n${urls}\n` +
      "Cognito compares them character by character. Add it to callback_urls: for a load balancer, " +
      "https://<host>/oauth2/idpresponse for every host name that people use, in lower case.",
  };
}

function explainScopes(model: IdentityModel, client: AppClient, refused: string[]): string {
  const known = new Set([...standardScopes, ...customScopesOf(model)]);
  const parts = refused.map((scope) =>
    known.has(scope)
      ? `scope ${scope} exists, but is not among allowed_oauth_scopes of ${describeClient(client)}`
      : `scope ${scope} exists nowhere: no resource server of pool ${model.poolName} declares it`,
  );
  return (
    `${parts.join("; ")}. Allowed are: ${client.allowedOAuthScopes.join(" ")}. A listener rule may ` +
    "ask only for scopes that the app client allows."
  );
}
