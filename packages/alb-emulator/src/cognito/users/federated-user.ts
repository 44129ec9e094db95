import { randomUUID } from "node:crypto";
import type { IdentityProvider, UserPoolModel } from "../../model/user-pool.ts";
import type { User } from "./user.ts";

/** What an identity provider says about who signed in. */
export interface FederatedIdentity {
  /** The provider's own id: `sub`, or the NameID of SAML. */
  readonly userId: string;
  /** Values by the provider's names. */
  readonly claims: Readonly<Record<string, string>>;
}

/** The pool's name of a provider's user; in lower case where names are not case-sensitive. */
export function federatedUsername(
  { caseSensitiveUsernames }: UserPoolModel,
  provider: IdentityProvider,
  userId: string,
): string {
  const username = `${provider.name}_${userId}`;
  return caseSensitiveUsernames ? username : username.toLowerCase();
}

/** The group that Cognito makes for the users of a provider. */
export function providerGroup({ poolId }: UserPoolModel, providerName: string): string {
  return `${poolId}_${providerName}`;
}

/** Attributes of the provider that the pool maps, by the pool's name; `username` is always the id. */
export function mappedAttributes({ attributeMapping }: IdentityProvider): [string, string][] {
  return Object.entries(attributeMapping).filter(([name]) => name !== "username");
}

/**
 * The pool's user for an identity: new at the first sign-in, with the mapped attributes of each one.
 * @param known The user of the same name, if there is one.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export function federatedUser(
  model: UserPoolModel,
  provider: IdentityProvider,
  { userId, claims }: FederatedIdentity,
  known: User | undefined,
  nowMs: number,
): User {
  const mapped = mappedAttributes(provider).flatMap(([name, claim]) => {
    const value = claims[claim];
    return value ? [[name, value] as const] : [];
  });
  const attributes = { ...known?.attributes, ...Object.fromEntries(mapped) };
  return {
    sub: known?.sub ?? randomUUID(),
    username: federatedUsername(model, provider, userId),
    attributes: {
      ...attributes,
      // A provider's word for it counts only where it is mapped.
      ...(attributes.email && { email_verified: attributes.email_verified ?? "false" }),
      identities: known?.attributes.identities ?? identities(provider, userId, nowMs),
    },
    groups: known?.groups ?? [],
    status: "EXTERNAL_PROVIDER",
    passwordHash: "",
    identityProvider: provider.name,
    ...(known?.enabled !== undefined && { enabled: known.enabled }),
  };
}

/** JSON as a string, as user attribute and from the user info endpoint. */
function identities({ name, type }: IdentityProvider, userId: string, nowMs: number): string {
  return JSON.stringify([
    {
      userId,
      providerName: name,
      providerType: type,
      issuer: null,
      primary: true,
      dateCreated: nowMs,
    },
  ]);
}

/** The claim of the ID token: a list, whose values are strings. */
export function identitiesClaim(attribute: string): Record<string, unknown>[] {
  const list = JSON.parse(attribute) as Record<string, unknown>[];
  return list.map(({ dateCreated, primary, ...identity }) => ({
    dateCreated: String(dateCreated),
    ...identity,
    primary: String(primary),
  }));
}
