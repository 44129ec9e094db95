import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";
import {
  amazonProviderSchema,
  appleProviderSchema,
  facebookProviderSchema,
  googleProviderSchema,
  oidcProviderSchema,
} from "./oauth-providers";
import { samlProviderSchema } from "./saml-provider";

const providerNameSchema = field.string(
  matches(
    /^[A-Za-z][A-Za-z0-9.-]{2,31}$/,
    "the provider's name must be 3 to 32 letters, digits, dots and hyphens, and start with a letter: users see it on the sign-in page, and their user names begin with it",
    'write it like "Okta"',
  ),
);

/** Providers that a new user pool can have. */
const newProviders = [
  samlProviderSchema,
  oidcProviderSchema,
  googleProviderSchema,
  appleProviderSchema,
  facebookProviderSchema,
  amazonProviderSchema,
] as const;

/** Where users sign in instead of with a password of the user pool, by the name that Cognito shows. */
export const identityProvidersSchema = field.record(
  providerNameSchema,
  field.variant(newProviders),
);

/** The same for an existing user pool, which may have providers already. */
export const identityProvidersOfExistingPoolSchema = field.record(
  providerNameSchema,
  field.variant([
    ...newProviders,
    field.object({
      /** The pool has this provider already, so none is created. */
      type: z.literal("existing"),
    }),
  ]),
);
