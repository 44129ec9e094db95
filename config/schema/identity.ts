import { matches } from "./check";
import type { Kit } from "./kit";

const minutesOfADay = 24 * 60;
const hoursOfTenYears = 10 * 365 * 24;

/** The user pool that all applications of the environment share. */
export function identitySchema(kit: Kit) {
  return kit.object({
    /** Where users sign in: `https://<prefix>.auth.<region>.amazoncognito.com`. */
    signInDomain: kit.object({
      /** Unique within the region, over all AWS accounts. */
      prefix: kit.text(
        "sign-in",
        matches(
          /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
          "must be 1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end (a prefix, not a URL)",
          'write only the prefix, like "example-login"',
        ),
        matches(
          /^(?!.*(aws|amazon|cognito))/,
          'must not contain "aws", "amazon" or "cognito": Cognito refuses these words',
          "leave the word out",
        ),
      ),
    }),
    /** Who may create an account: `self` is everybody on the internet. @default "admins-only" */
    signUp: kit.choice(["admins-only", "self"]).default("admins-only"),
    /** What a password has to be like. */
    passwordPolicy: kit
      .object({
        /** Fewest characters, 6 to 99. @default 12 */
        minimumLength: kit.integer({ min: 6, max: 99 }).default(12),
        /** Ask for a lower-case letter. @default true */
        requireLowercase: kit.flag().default(true),
        /** Ask for an upper-case letter. @default true */
        requireUppercase: kit.flag().default(true),
        /** Ask for a digit. @default true */
        requireNumbers: kit.flag().default(true),
        /** Ask for a symbol. @default true */
        requireSymbols: kit.flag().default(true),
        /** Days that the password in an invitation is good for, 1 to 365. @default 7 */
        temporaryPasswordValidityDays: kit.integer({ min: 1, max: 365 }).default(7),
      })
      .prefault({}),
    /** A second factor by authenticator app (TOTP). @default "optional" */
    mfa: kit.choice(["optional", "off", "required"]).default("optional"),
    /** How long the tokens live that a sign-in yields. Short ones make a copied session die soon. */
    tokenLifetimes: kit
      .object({
        /** Minutes, 5 to 1440. @default 15 */
        accessTokenMinutes: kit.integer({ min: 5, max: minutesOfADay }).default(15),
        /** Minutes, 5 to 1440. @default 15 */
        idTokenMinutes: kit.integer({ min: 5, max: minutesOfADay }).default(15),
        /** Hours, 1 to 87600 (ten years): how long a session can go on without a new sign-in. @default 12 */
        refreshTokenHours: kit.integer({ min: 1, max: hoursOfTenYears }).default(12),
      })
      .prefault({}),
    /** Refuse to delete the pool, and with it every user. @default true */
    deletionProtection: kit.flag().default(true),
    /** Cognito's threat protection; anything but `off` costs the Plus plan. @default "off" */
    threatProtection: kit.choice(["off", "audit", "enforced"]).default("off"),
    /** APIs with scopes of their own, by identifier. @default - none */
    resourceServers: kit
      .record(
        kit.text(
          "resource-server",
          matches(
            /^[\x21\x23-\x5B\x5D-\x7E]{1,256}$/,
            "the identifier must be 1 to 256 printable characters without spaces, quotes and backslashes",
            'name the API in one word, like "tasks", or by its URL',
          ),
        ),
        kit.object({
          /** Scope names and what each allows; a token carries them as `<identifier>/<name>`. */
          scopes: kit.record(
            kit.text(
              "scope",
              matches(
                /^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256}$/,
                "the scope's name must be 1 to 256 printable characters without spaces, quotes, slashes and backslashes",
                'write only the last part, like "read"; the identifier is put before it',
              ),
            ),
            kit.text(
              "What the scope allows",
              matches(
                /^[\s\S]{1,256}$/,
                "must be a description of 1 to 256 characters",
                "say what the scope allows",
              ),
            ),
          ),
        }),
      )
      .default({}),
    /** Groups of users, by name; tokens carry them as `cognito:groups`. @default - none */
    groups: kit
      .record(
        kit.text(
          "group",
          matches(
            /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
            "the name must be 1 to 128 characters without spaces",
            'name the group in one word, like "admins"',
          ),
        ),
        kit.object({
          /** What the group is for. @default - none */
          description: kit
            .text(
              "Group",
              matches(/^[\s\S]{0,2048}$/, "must be at most 2048 characters", "shorten it"),
            )
            .optional(),
          /** Lower wins where a user is in several groups, 0 to 2147483647. */
          precedence: kit.integer({ min: 0, max: 2 ** 31 - 1 }),
        }),
      )
      .default({}),
  });
}
