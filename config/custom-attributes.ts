import { attributeMappingOf } from "./attribute-mapping";
import type { Identity } from "./schema/environment";

/** What Cognito puts before the name of every attribute that is not a standard one. */
export const customPrefix = "custom:";

/** The custom attributes that the pool is created with, as tokens contain them: `custom:<name>`. */
export function declaredCustomAttributes(identity: Identity): string[] {
  return identity.type === "existing"
    ? []
    : Object.keys(identity.customAttributes).map((name) => `${customPrefix}${name}`);
}

/** The custom attributes that identity providers write, of the providers with these names. */
export function mappedCustomAttributes(
  { identityProviders }: Pick<Identity, "identityProviders">,
  names: readonly string[],
): string[] {
  const mapped = Object.entries(identityProviders).flatMap(([name, provider]) =>
    provider.type === "existing" || !names.includes(name)
      ? []
      : Object.keys(attributeMappingOf(provider)).filter((attribute) =>
          attribute.startsWith(customPrefix),
        ),
  );
  return [...new Set(mapped)];
}
