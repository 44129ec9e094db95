import { matches } from "./check";
import * as field from "./field";
import { hostNameSchema } from "./host-name";
import { hostedZoneSchema } from "./hosted-zone";

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

/** Domain of a new user pool: a prefix or a host name. */
export const userPoolDomainSchema = field.object({
  /** Prefix of a domain that Cognito hosts, `https://<prefix>.auth.<region>.amazoncognito.com`, unique within the region over all AWS accounts. @default - none: the pool has a domain of your own */
  prefix: domainPrefixSchema.optional(),
  /** Host name of a domain of your own, below the hosted zone's name, such as `login.example.com`. Its certificate and its DNS record are created. @default - none: the pool has a prefix */
  hostName: hostNameSchema.optional(),
  /** Public hosted zone of `hostName`. @default - none: a prefix needs no zone */
  hostedZone: hostedZoneSchema.optional(),
  /** Prefix of the domain that the pool had before `hostName`: it is kept while applications move. @default - none */
  previousPrefix: domainPrefixSchema.optional(),
});
