import { matches } from "./check";
import * as field from "./field";

/** One OAuth 2.0 scope. */
export const scopeSchema = field.string(
  matches(
    /^[\x21\x23-\x5B\x5D-\x7E]+$/,
    "must be a scope: printable characters without spaces",
    'write one scope per entry, like "tasks/read"',
  ),
);
