import { matches } from "./check";
import * as field from "./field";
import { hostNameSchema } from "./host-name";
import { managedLoginSchema } from "./pages";
import { existingSignInMethodFields } from "./sign-in-methods";
import { tokenClaimsSchema } from "./token-claims";
import { domainPrefixSchema } from "./user-pool-domain";

/** Fields of a user pool that exists, and that the environment never changes. */
export const existingUserPoolFields = {
  /** Id of the user pool, which must be in the environment's region. */
  userPoolId: field.string(
    matches(
      /^[a-z]{2}(-[a-z]+)+-\d_[A-Za-z0-9]{1,40}$/,
      "must be the id of a user pool",
      'copy it from the Cognito console, like "eu-central-1_Ab1Cd2Ef3"',
    ),
  ),
  /** The domain that the pool has: a prefix or a host name of its own. */
  domain: field.object({
    /** Prefix of the domain, without `.auth.<region>.amazoncognito.com`. @default - none */
    prefix: domainPrefixSchema.optional(),
    /** Host name of the pool's own domain. @default - none */
    hostName: hostNameSchema.optional(),
  }),
  ...existingSignInMethodFields,
  /** Rejected: a pool has one pre token generation function, and this one is never changed. @default - none */
  tokenClaims: tokenClaimsSchema.optional(),
  /** Branding of the environment's app clients, where the pool's domain shows managed login: without it, those pages show an error. @default - none: the domain shows the hosted UI */
  pages: managedLoginSchema.optional(),
};
