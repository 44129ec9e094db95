import { matches } from "./check";
import * as field from "./field";

/** A name that becomes part of AWS names. */
export const nameSchema = (example: string) =>
  field.string(
    matches(
      /^[a-z]([a-z0-9-]*[a-z0-9])?$/,
      "the name must consist of lower-case letters, digits and hyphens, start with a letter and not end with a hyphen",
      `write it like "${example}"`,
    ),
    matches(
      /^(?!.*--)/,
      "the name must not contain two hyphens in a row",
      `write it like "${example}"`,
    ),
  );
