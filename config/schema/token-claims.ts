import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";

const valueSchema = field.string(
  matches(/^[\s\S]{1,256}$/, "must be 1 to 256 characters", "write the value that tokens contain"),
);

const tokensSchema = field.list(field.oneOf(["access", "id"]), { min: 1, max: 2 });

const claimSchema = field.variant([
  field.object({
    /** The same value for everybody, and with `machines` for machines as well. */
    type: z.literal("constant"),
    /** Value of the claim, 1 to 256 characters. */
    value: valueSchema,
    /** Tokens that get the claim. The load balancer forwards the access token only. @default ["access"] */
    tokens: tokensSchema.default(() => ["access" as const]),
  }),
  field.object({
    /** A value that depends on the user's groups. */
    type: z.literal("group"),
    /** Values in order: the first whose group the user is in applies. */
    values: field.list(
      field.object({
        /** Name of a group in `groups`. */
        group: field.string(),
        /** Value of the claim for its members, 1 to 256 characters. */
        value: valueSchema,
      }),
      { min: 1 },
    ),
    /** Value for users in none of these groups. @default - they do not get the claim */
    otherwise: valueSchema.optional(),
    /** Tokens that get the claim. The load balancer forwards the access token only. @default ["access"] */
    tokens: tokensSchema.default(() => ["access" as const]),
  }),
  field.object({
    /** The value of a user's attribute. A user without it does not get the claim. */
    type: z.literal("attribute"),
    /** Name of the attribute, such as `email` or `custom:department`. */
    attribute: field.string(),
    /** Tokens that get the claim. The load balancer forwards the access token only. @default ["access"] */
    tokens: tokensSchema.default(() => ["access" as const]),
  }),
]);

/** What the tokens of different users contain. */
export const tokenClaimsSchema = field.object({
  /**
   * Custom scopes that only some users get, such as `tasks/write`. Others sign in without the scope; one
   * that is not listed here goes to everybody. @default - none
   */
  scopes: field
    .record(
      field.string(),
      field.object({
        /** Groups whose members get the scope. */
        groups: field.list(field.string(), { min: 1 }),
      }),
    )
    .default({}),
  /** Claims to add to tokens, by name. @default - none */
  claims: field.record(field.string(), claimSchema).default({}),
  /** Whether the access tokens of machines get the constant claims as well. @default false */
  machines: field.boolean().default(false),
});
