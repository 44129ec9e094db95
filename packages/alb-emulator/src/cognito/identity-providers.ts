import type { AppClient, IdentityProvider, UserPoolModel } from "../model/user-pool.ts";
import type { AuthorizationQuery } from "./authorization-request.ts";

/** The providers that an app client's users can choose. */
export function providersOf(
  { identityProviders }: UserPoolModel,
  { supportedIdentityProviders }: AppClient,
): readonly IdentityProvider[] {
  return identityProviders.filter(({ name }) => supportedIdentityProviders.includes(name));
}

/** Whether an app client's users can have a password. */
export function hasPasswordUsers({ supportedIdentityProviders }: AppClient): boolean {
  return supportedIdentityProviders.includes("COGNITO");
}

/**
 * Where an authorization request leads: the sign-in page, a provider, or the sign-in page with an
 * error, since the app client does not have the provider that is asked for.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export type SignInTarget =
  | { readonly type: "sign-in-page" }
  | { readonly type: "provider"; readonly provider: IdentityProvider }
  | { readonly type: "unavailable"; readonly asked: string };

export function signInTarget(
  model: UserPoolModel,
  client: AppClient,
  { identity_provider: name, idp_identifier: identifier }: AuthorizationQuery,
): SignInTarget {
  const providers = providersOf(model, client);
  if (typeof name === "string") {
    if (name === "COGNITO" && hasPasswordUsers(client)) return { type: "sign-in-page" };
    return targetOf(
      providers.find((provider) => provider.name === name),
      name,
    );
  }
  if (typeof identifier === "string") {
    return targetOf(providerByIdentifier(providers, identifier), identifier);
  }
  const [only, ...others] = providers;
  return only && others.length === 0 && !hasPasswordUsers(client)
    ? { type: "provider", provider: only }
    : { type: "sign-in-page" };
}

export function providerByIdentifier(
  providers: readonly IdentityProvider[],
  identifier: string,
): IdentityProvider | undefined {
  const wanted = identifier.toLowerCase();
  return providers.find(({ identifiers }) =>
    identifiers.some((known) => known.toLowerCase() === wanted),
  );
}

function targetOf(provider: IdentityProvider | undefined, asked: string): SignInTarget {
  return provider ? { type: "provider", provider } : { type: "unavailable", asked };
}
