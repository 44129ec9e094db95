import { EmulatorError } from "../../model/emulator-error.ts";
import type { IdentityProvider, UserPoolModel } from "../../model/user-pool.ts";
import type { ExternalProvider } from "./external-provider.ts";
import { OidcProvider } from "./oidc-provider.ts";
import type { RealIdentityProvider } from "./real-identity-provider.ts";
import { SamlProvider } from "./saml-provider.ts";

const googleIssuer = "https://accounts.google.com";

/**
 * Checks the real providers against those that user pools have.
 * @throws EmulatorError with every issue
 */
export function checkRealProviders(
  pools: readonly UserPoolModel[],
  real: readonly RealIdentityProvider[],
): void {
  const issues = real.flatMap(({ name, url }) => {
    const declared = pools.flatMap(({ identityProviders }) => identityProviders);
    const own = declared.filter((provider) => provider.name === name);
    if (own.length === 0) {
      const names = declared.map((provider) => provider.name).join(", ") || "none";
      return `No user pool has an identity provider "${name}", so nobody would sign in at the real one (--identity-provider). Use one of: ${names}.`;
    }
    return own.flatMap((provider) => issuesOf(provider, url));
  });
  if (issues.length > 0) throw new EmulatorError(issues.join("\n"));
}

function issuesOf({ name, type, details = {} }: IdentityProvider, url: string | undefined) {
  if (type !== "SAML" && type !== "OIDC" && type !== "Google") {
    return [
      `Identity provider ${name} is of type ${type}, which the emulator cannot call (--identity-provider): it calls providers of type OIDC, Google and SAML. Leave the option out for the local page.`,
    ];
  }
  if (type === "SAML") {
    return url === undefined && metadataOf(details) === undefined
      ? [
          `The metadata of identity provider ${name} is not known here. Give its URL: --identity-provider ${name}=URL.`,
        ]
      : [];
  }
  return [
    ...(details.client_id ? [] : [`The client_id of identity provider ${name} is not known here.`]),
    ...(details.client_secret
      ? []
      : [
          `The client secret of identity provider ${name} is not known here, and the real provider requires it. Set its Terraform variable, such as TF_VAR_google_client_secret.`,
        ]),
    ...(url === undefined && type === "OIDC" && details.oidc_issuer === undefined
      ? [
          `The issuer of identity provider ${name} is not known here. Give it: --identity-provider ${name}=URL.`,
        ]
      : []),
  ];
}

/** The real providers of one user pool, by name. */
export function externalProviders(
  { identityProviders, poolId }: UserPoolModel,
  real: readonly RealIdentityProvider[],
): ReadonlyMap<string, ExternalProvider> {
  return new Map(
    identityProviders.flatMap((provider) => {
      const chosen = real.findLast(({ name }) => name === provider.name);
      return chosen === undefined
        ? []
        : [[provider.name, externalProvider(provider, chosen.url, poolId)] as const];
    }),
  );
}

function externalProvider(
  { type, details = {} }: IdentityProvider,
  url: string | undefined,
  poolId: string,
): ExternalProvider {
  if (type === "SAML") {
    return new SamlProvider({
      metadata: url ?? metadataOf(details) ?? "",
      entityId: `urn:amazon:cognito:sp:${poolId}`,
    });
  }
  return new OidcProvider({
    issuer: url ?? (type === "Google" ? googleIssuer : (details.oidc_issuer ?? "")),
    clientId: details.client_id ?? "",
    clientSecret: details.client_secret ?? "",
    scope: details.authorize_scopes ?? "openid",
    attributesRequestMethod: details.attributes_request_method === "POST" ? "POST" : "GET",
  });
}

function metadataOf(details: Readonly<Record<string, string>>): string | undefined {
  return details.MetadataURL ?? details.MetadataFile;
}
