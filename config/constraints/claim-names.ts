import { closestName } from "../closest-name";
import type { Path } from "../issue";
import type { ConstraintIssue } from "./constraint";

/**
 * Claims that Cognito writes itself: it ignores a function that sets one, or rejects its response.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
const reservedClaims = [
  ...["acr", "amr", "at_hash", "aud", "auth_time", "azp", "client_id", "device_key", "event_id"],
  ...["exp", "iat", "identities", "iss", "jti", "nbf", "nonce", "origin_jti", "scope", "sub"],
  ...["token_use", "username", "version"],
];

const reservedPrefixes = ["cognito:", "dev:"];

/** A claim that a function may add has a name of its own. */
export function reservedClaimIssues(name: string, path: Path): ConstraintIssue[] {
  const prefix = reservedPrefixes.find((each) => name.startsWith(each));
  if (prefix !== undefined || reservedClaims.includes(name)) {
    return [
      {
        path,
        value: name,
        message: `must not be ${prefix === undefined ? "a claim" : `a claim whose name begins with "${prefix}"`}: Cognito sets those itself, and would ignore this one`,
        fix: "choose another name, such as one that begins with your company's",
      },
    ];
  }
  if (/^[\x21-\x7E]{1,128}$/.test(name)) return [];
  return [
    {
      path,
      value: name,
      message: "the claim's name must be 1 to 128 printable ASCII characters without spaces",
      fix: 'use one word, like "tier"',
    },
  ];
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html */
const standardAttributes = [
  ...["address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name"],
  ...["locale", "middle_name", "name", "nickname", "phone_number", "phone_number_verified"],
  ...["picture", "preferred_username", "profile", "sub", "updated_at", "website", "zoneinfo"],
];

/** An attribute exists in every pool, or is declared. */
export function userAttributeIssues(
  attribute: string,
  path: Path,
  declared: readonly string[],
): ConstraintIssue[] {
  const custom = declared.map((name) => `custom:${name}`);
  const known = [...standardAttributes, ...custom];
  if (known.includes(attribute)) return [];
  const closest = closestName(attribute, known);
  return [
    {
      path,
      message: `must be a standard attribute (${standardAttributes.join(", ")}) or one of identity.customAttributes (${custom.join(", ") || "none so far"}): nobody has another one`,
      fix:
        closest === undefined
          ? "declare it in identity.customAttributes, and write it with custom: in front"
          : `did you mean "${closest}"?`,
    },
  ];
}
