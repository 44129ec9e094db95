import { matches } from "./check";
import * as field from "./field";

/** Prefix of a user pool domain that Amazon Cognito hosts. */
export const domainPrefixSchema = field.string(
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
);
