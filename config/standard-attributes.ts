/**
 * Standard attributes of a user pool, which an app client can read and write.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export const standardAttributes: readonly string[] = [
  "address",
  "birthdate",
  "email",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
  "picture",
  "preferred_username",
  "profile",
  "updated_at",
  "website",
  "zoneinfo",
];

/** What an app client can read, and only Cognito writes: from a mapping too. */
export const verifiedAttributes: readonly string[] = ["email_verified", "phone_number_verified"];
