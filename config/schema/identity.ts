import { matches } from "./check";
import * as field from "./field";

const minutesOfADay = 24 * 60;
const hoursOfTenYears = 10 * 365 * 24;

/** The user pool that all applications of the environment share. */
export const identitySchema = field.object({
  /** User pool domain, which serves sign-in and OAuth 2.0: `https://<prefix>.auth.<region>.amazoncognito.com`. */
  domain: field.object({
    /** Prefix of the domain, unique within the region over all AWS accounts. */
    prefix: field.string(
      matches(
        /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
        "must be 1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end (a prefix, not a URL)",
        'write only the prefix, like "example-login"',
      ),
      matches(
        /^(?!.*(aws|amazon|cognito))/,
        'must not contain "aws", "amazon" or "cognito": Cognito rejects these words',
        "remove the word",
      ),
    ),
  }),
  /**
   * Name of the user pool. Another name is another pool: use it to import a pool that exists, under the
   * name that it has. @default - the environment's name
   */
  poolName: field
    .string(
      matches(
        /^[\w\s+=,.@-]{1,128}$/,
        "must be 1 to 128 letters, digits, spaces and _+=,.@-",
        "copy the name of the pool from the Cognito console",
      ),
    )
    .optional(),
  /** Who may create accounts: `self` is everyone on the internet. @default "admins-only" */
  signUp: field.oneOf(["admins-only", "self"]).default("admins-only"),
  /** Requirements for passwords. */
  passwordPolicy: field
    .object({
      /** Minimum number of characters, 6 to 99. @default 12 */
      minimumLength: field.integer({ min: 6, max: 99 }).default(12),
      /** Require a lower-case letter. @default true */
      requireLowercase: field.boolean().default(true),
      /** Require an upper-case letter. @default true */
      requireUppercase: field.boolean().default(true),
      /** Require a digit. @default true */
      requireNumbers: field.boolean().default(true),
      /** Require a symbol. @default true */
      requireSymbols: field.boolean().default(true),
      /** Days until the temporary password of an invitation expires, 1 to 365. @default 7 */
      temporaryPasswordValidityDays: field.integer({ min: 1, max: 365 }).default(7),
    })
    .prefault({}),
  /**
   * Second factor by authenticator app (TOTP). Recommended: `required`, with which Cognito's pages ask
   * every user to set it up. With `optional` they never do, so nobody has a second factor unless an
   * application of yours enrols its users through Cognito's API. @default "optional"
   */
  mfa: field.oneOf(["off", "optional", "required"]).default("optional"),
  /** Lifetimes of the tokens that a sign-in issues. Short ones limit the use of a stolen session. */
  tokenLifetimes: field
    .object({
      /** Minutes until an access token expires, 5 to 1440. @default 15 */
      accessTokenMinutes: field.integer({ min: 5, max: minutesOfADay }).default(15),
      /** Minutes until an ID token expires, 5 to 1440. @default 15 */
      idTokenMinutes: field.integer({ min: 5, max: minutesOfADay }).default(15),
      /** Hours until a refresh token expires, 1 to 87600 (ten years): a session cannot last longer. @default 12 */
      refreshTokenHours: field.integer({ min: 1, max: hoursOfTenYears }).default(12),
    })
    .prefault({}),
  /** Protect the user pool, and with it every user, from deletion. @default true */
  deletionProtection: field.boolean().default(true),
  /**
   * Cognito's threat protection; `audit` and `enforced` need the Plus plan, which is paid for every
   * active user. `off` returns to the Essentials plan. @default "off"
   */
  threatProtection: field.oneOf(["off", "audit", "enforced"]).default("off"),
  /** APIs with scopes of their own, by identifier. @default - none */
  resourceServers: field
    .record(
      field.string(
        matches(
          /^[\x21\x23-\x5B\x5D-\x7E]{1,256}$/,
          "the identifier must be 1 to 256 printable characters without spaces, quotes and backslashes",
          'use one word, like "tasks", or the URL of the API',
        ),
      ),
      field.object({
        /** Names and descriptions of the scopes; a token contains them as `<identifier>/<name>`. */
        scopes: field.record(
          field.string(
            matches(
              /^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256}$/,
              "the scope's name must be 1 to 256 printable characters without spaces, quotes, slashes and backslashes",
              'write only the last part, like "read": Cognito puts the identifier before it',
            ),
          ),
          field.string(
            matches(
              /^[\s\S]{1,256}$/,
              "must be a description of 1 to 256 characters",
              "describe what the scope allows",
            ),
          ),
        ),
      }),
    )
    .default({}),
  /** Groups of users, by name; tokens contain them as `cognito:groups`. @default - none */
  groups: field
    .record(
      field.string(
        matches(
          /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
          "the name must be 1 to 128 characters without spaces",
          'use one word, like "admins"',
        ),
      ),
      field.object({
        /** What the group is for. @default - none */
        description: field
          .string(matches(/^[\s\S]{0,2048}$/, "must be at most 2048 characters", "shorten it"))
          .optional(),
        /** Precedence of the group for users in several groups, 0 to 2147483647; the lowest value wins. */
        precedence: field.integer({ min: 0, max: 2 ** 31 - 1 }),
      }),
    )
    .default({}),
});
