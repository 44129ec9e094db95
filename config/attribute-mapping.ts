import type { Identity } from "./schema/environment";

/** An identity provider that the environment declares. */
export type DeclaredProvider = Identity["identityProviders"][string];

/** One that the stack creates. */
export type CreatedProvider = Exclude<DeclaredProvider, { type: "existing" }>;

const samlClaims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

const openIdClaims = {
  username: "sub",
  email: "email",
  email_verified: "email_verified",
  name: "name",
  given_name: "given_name",
  family_name: "family_name",
};

/**
 * Names of the attributes that a provider of each type sends. `username` is the provider's own id of a
 * user: Cognito adds that entry itself for every type but SAML, where it takes the NameID.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export const defaultAttributeMappings: Readonly<
  Record<CreatedProvider["type"], Readonly<Record<string, string>>>
> = {
  saml: {
    email: `${samlClaims}/emailaddress`,
    given_name: `${samlClaims}/givenname`,
    family_name: `${samlClaims}/surname`,
  },
  oidc: openIdClaims,
  google: openIdClaims,
  apple: {
    username: "sub",
    email: "email",
    given_name: "firstName",
    family_name: "lastName",
  },
  facebook: {
    username: "id",
    email: "email",
    name: "name",
    given_name: "first_name",
    family_name: "last_name",
  },
  amazon: { username: "user_id", email: "email", name: "name" },
};

/** The whole mapping of a provider: the defaults of its type, and what the environment adds or replaces. */
export function attributeMappingOf(provider: CreatedProvider): Readonly<Record<string, string>> {
  return { ...defaultAttributeMappings[provider.type], ...provider.attributeMapping };
}
