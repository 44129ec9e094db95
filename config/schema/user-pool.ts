import { matches } from "./check";
import { emailSchema } from "./email";
import * as field from "./field";
import { userPoolFirewallSchema } from "./firewall";
import { messagesSchema } from "./messages";
import { pagesSchema } from "./pages";
import { signInMethodFields } from "./sign-in-methods";
import { tokenClaimsSchema } from "./token-claims";
import { userPoolDomainSchema } from "./user-pool-domain";

/** Fields of a user pool that the environment creates. */
export const newUserPoolFields = {
  /** User pool domain, which serves sign-in and OAuth 2.0: a prefix or a host name of your own. */
  domain: userPoolDomainSchema,
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
  ...signInMethodFields,
  /**
   * Scopes by group, and claims to add to tokens: a Lambda function that Cognito calls before it signs
   * them. @default - none: everybody gets the scopes that a route requires
   */
  tokenClaims: tokenClaimsSchema.optional(),
  /** Protect the user pool, and with it every user, from deletion. @default true */
  deletionProtection: field.boolean().default(true),
  /**
   * Cognito's threat protection; `audit` and `enforced` need the Plus plan, which is paid for every
   * active user. `off` returns to the Essentials plan, unless `plan` says otherwise. @default "off"
   */
  threatProtection: field.oneOf(["off", "audit", "enforced"]).default("off"),
  /** Cognito's sign-in pages. @default - the hosted UI without customization */
  pages: pagesSchema.optional(),
  /** Emails that Cognito sends to users. @default - Cognito's texts */
  messages: messagesSchema.optional(),
  /** Who sends the emails. @default - Cognito, at most 50 a day for an AWS account */
  email: emailSchema.optional(),
  /** AWS WAF in front of the sign-in pages and of the sign-in operations of Cognito's API. @default - none */
  firewall: userPoolFirewallSchema.optional(),
};
