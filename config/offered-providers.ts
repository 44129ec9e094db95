import type { Application, Identity } from "./schema/environment";

/** Cognito's name for the users of the user pool itself, who have a password. */
export const userPoolProvider = "COGNITO";

/** What an application's sign-in page offers: names of identity providers, and {@link userPoolProvider}. */
export function offeredProviders(
  { identityProviders }: Pick<Application, "identityProviders">,
  identity: Pick<Identity, "identityProviders">,
): readonly string[] {
  return identityProviders ?? [userPoolProvider, ...Object.keys(identity.identityProviders)];
}
