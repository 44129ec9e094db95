import type * as z from "zod";
import { matches } from "./check";
import * as field from "./field";

const identifierSchema = field.string(
  matches(
    /^[\x21\x23-\x5B\x5D-\x7E]{1,256}$/,
    "the identifier must be 1 to 256 printable characters without spaces, quotes and backslashes",
    'use one word, like "tasks", or the URL of the API',
  ),
);

const scopesSchema = field.record(
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
);

/** Resource servers by identifier, each with these fields beside its scopes. */
export function resourceServersSchema<S extends z.ZodRawShape>(further: S) {
  return field.record(
    identifierSchema,
    field.object({
      /** Names and descriptions of the scopes; a token contains them as `<identifier>/<name>`. */
      scopes: scopesSchema,
      ...further,
    }),
  );
}
