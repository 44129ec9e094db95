import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";

/** An email address without a name, as a regular expression without anchors. */
const address = String.raw`[^\s@<>"]+@([a-z0-9-]+\.)+[a-z]{2,}`;

export const emailAddressSchema = field.string(
  matches(
    new RegExp(`^${address}$`, "i"),
    "must be an email address",
    'write it like "help@example.com"',
  ),
);

/** Who sends the emails of a user pool. */
export const emailSchema = field.variant([
  field.object({
    /** Cognito's own sender, no-reply@verificationemail.com, with at most 50 emails a day for an AWS account. Write it out to return from SES: without `email`, the pool keeps the sender that it has. */
    type: z.literal("cognito"),
  }),
  field.object({
    /** Amazon SES, which sends from an address of your own, as much as the account's SES quota allows. */
    type: z.literal("ses"),
    /** ARN of a verified SES identity, a domain or an email address. */
    identityArn: field.string(
      matches(
        /^arn:aws[a-z-]*:ses:[a-z0-9-]+:\d{12}:identity\/[^\s/]+$/,
        "must be the ARN of an SES identity",
        'copy it from the SES console, like "arn:aws:ses:eu-central-1:111122223333:identity/example.com"',
      ),
    ),
    /** Sender, an address of the identity, with or without a name: `Example <login@example.com>`. */
    from: field.string(
      matches(
        new RegExp(`^(${address}|[^<>"@,\\r\\n]+ <${address}>)$`, "i"),
        "must be an email address, or a name with the address in angle brackets",
        'write it like "login@example.com" or "Example <login@example.com>"',
      ),
    ),
    /** Where replies go. @default - the sender */
    replyTo: emailAddressSchema.optional(),
    /** SES configuration set, which publishes bounces and complaints. @default - none */
    configurationSet: field
      .string(
        matches(
          /^[\w-]{1,64}$/,
          "must be the name of a configuration set: 1 to 64 letters, digits, _ and -",
          "copy its name from the SES console",
        ),
      )
      .optional(),
  }),
]);
