import { matches } from "./check";
import * as field from "./field";

/** Fields of every identity provider. */
export const providerFields = {
  /** Attributes of the provider by the attribute of the user pool that gets their value, beside the defaults of the type. @default - email address and names; docs/identity-providers.md lists them */
  attributeMapping: field
    .record(
      field.string(),
      field.string(
        matches(
          /^[\s\S]{1,2048}$/,
          "must be the provider's name of the attribute",
          "write it as the provider sends it",
        ),
      ),
    )
    .default({}),
};

/** Identifier that a provider gave to this user pool. */
export const clientIdField = field.string(
  matches(
    /^\S{1,256}$/,
    "must be the client ID that the provider gave you, without spaces",
    "copy it from the provider's settings",
  ),
);

/** Scopes of OAuth 2.0. */
export const scopesField = (example: string) =>
  field.list(
    field.string(
      matches(
        /^[\x21\x23-\x2B\x2D-\x5B\x5D-\x7E]{1,256}$/,
        "must be one scope, without spaces and commas",
        `write one entry per scope, like "${example}"`,
      ),
    ),
    { min: 1 },
  );

/** A field for a secret, which explains where the secret belongs instead: no value is valid. */
export const secretField = (secret: string, variable: string) =>
  field
    .string({
      passes: () => false,
      message: `must not be in the environment file, which everybody reads who reads the code: the ${secret} is a sensitive Terraform variable`,
      fix: `remove it, and set the variable, such as TF_VAR_${variable} (docs/identity-providers.md)`,
    })
    .optional();
