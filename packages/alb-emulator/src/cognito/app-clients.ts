import type { ClientMetadata } from "oidc-provider";
import type { AppClient, IdentityModel } from "../model/identity.ts";

/** Scopes that every pool has. */
export const standardScopes = [
  "openid",
  "email",
  "phone",
  "profile",
  "aws.cognito.signin.user.admin",
];

/** Scopes of the pool's resource servers, as tokens carry them. */
export function customScopesOf(model: IdentityModel): string[] {
  return model.resourceServers.flatMap((server) =>
    server.scopes.map((scope) => `${server.identifier}/${scope.name}`),
  );
}

/** An app client in oidc-provider's terms. */
export function providerClientOf(client: AppClient): ClientMetadata {
  const hasCode = client.allowedOAuthFlows.includes("code");
  const isMachine = client.allowedOAuthFlows.includes("client_credentials");
  return {
    client_id: client.clientId,
    client_name: client.name,
    ...(client.clientSecret === undefined
      ? { token_endpoint_auth_method: "none" }
      : { client_secret: client.clientSecret, token_endpoint_auth_method: "client_secret_basic" }),
    // Custom schemes and http://localhost are for native applications in OpenID Connect's terms.
    application_type: client.callbackUrls.every((url) => url.startsWith("https:"))
      ? "web"
      : "native",
    redirect_uris: hasCode ? [...client.callbackUrls] : [],
    response_types: hasCode ? ["code"] : [],
    grant_types: [
      ...(hasCode ? ["authorization_code", "refresh_token"] : []),
      ...(isMachine ? ["client_credentials"] : []),
    ],
    scope: client.allowedOAuthScopes.join(" "),
  };
}
