import type { UserPoolModel } from "../../model/user-pool.ts";
import type { User } from "./user.ts";

/** What every user of the pool has to sign in with. Where both may be it, an email address. */
export function loginAttributeOf({
  usernameAttributes,
}: Pick<UserPoolModel, "usernameAttributes">): "email" | "phone_number" | "username" {
  if (usernameAttributes.includes("email")) return "email";
  return usernameAttributes.includes("phone_number") ? "phone_number" : "username";
}

/**
 * Everything that a user can enter as user name. An alias must be verified; the user of an identity
 * provider has no password, and so no name for it.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases
 */
export function signInNamesOf(
  { usernameAttributes, aliasAttributes }: UserPoolModel,
  { username, attributes, identityProvider }: User,
): string[] {
  if (identityProvider !== undefined) return [username];
  const aliases = aliasAttributes.filter(
    (name) => name === "preferred_username" || attributes[`${name}_verified`] === "true",
  );
  return [username, ...[...usernameAttributes, ...aliases].map((name) => attributes[name])].filter(
    (name) => name !== undefined,
  );
}
