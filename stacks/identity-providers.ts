import type { Construct } from "constructs";
import { attributeMappingOf, type CreatedProvider } from "../config/attribute-mapping";
import type { Identity } from "../config/schema/environment";
import { secretVariable } from "../config/secret-variable";
import {
  IdentityProvider,
  type IdentityProviderType,
} from "../constructs/identity/identity-provider";
import type { UserPoolReference } from "../constructs/identity/user-pool-reference";

/** Creates the identity providers that the environment declares, without those that a pool has already. */
export function createIdentityProviders(
  scope: Construct,
  userPool: UserPoolReference,
  identityProviders: Identity["identityProviders"],
): IdentityProvider[] {
  return Object.entries(identityProviders).flatMap(([name, provider]) =>
    provider.type === "existing"
      ? []
      : [
          new IdentityProvider(scope, name, {
            userPool,
            name,
            type: cognitoTypes[provider.type],
            details: detailsOf(provider),
            secretVariable: secretVariable(name, provider),
            attributeMapping: attributeMappingOf(provider),
            identifiers: provider.type === "saml" ? provider.identifiers : [],
          }),
        ],
  );
}

const cognitoTypes: Readonly<Record<CreatedProvider["type"], IdentityProviderType>> = {
  saml: "SAML",
  oidc: "OIDC",
  google: "Google",
  apple: "SignInWithApple",
  facebook: "Facebook",
  amazon: "LoginWithAmazon",
};

/** Cognito's settings of a provider, without its secret. */
function detailsOf(provider: CreatedProvider): Record<string, string> {
  switch (provider.type) {
    case "saml":
      return {
        ...(provider.metadataUrl === undefined
          ? { MetadataFile: provider.metadataFile ?? "" }
          : { MetadataURL: provider.metadataUrl }),
        IDPSignout: String(provider.signOut),
        ...(provider.signRequests ? { RequestSigningAlgorithm: "rsa-sha256" } : {}),
        ...(provider.encryptAssertions ? { EncryptedResponses: "true" } : {}),
      };
    case "oidc":
      return {
        oidc_issuer: provider.issuer,
        client_id: provider.clientId,
        authorize_scopes: provider.scopes.join(" "),
        attributes_request_method: provider.attributesRequestMethod,
      };
    case "google":
    case "amazon":
      return { client_id: provider.clientId, authorize_scopes: provider.scopes.join(" ") };
    case "apple":
      return {
        client_id: provider.servicesId,
        team_id: provider.teamId,
        key_id: provider.keyId,
        authorize_scopes: provider.scopes.join(" "),
      };
    case "facebook":
      return {
        client_id: provider.clientId,
        // Facebook's scopes alone are separated by commas.
        authorize_scopes: provider.scopes.join(","),
        ...(provider.apiVersion === undefined ? {} : { api_version: provider.apiVersion }),
      };
  }
}
