import { matches } from "./check";
import * as field from "./field";

/** Groups of users, by name. */
export const groupsSchema = field.record(
  field.string(
    matches(
      /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u,
      "the name must be 1 to 128 characters without spaces",
      'use one word, like "admins"',
    ),
  ),
  field.object({
    /** What the group is for. @default - none */
    description: field
      .string(matches(/^[\s\S]{0,2048}$/, "must be at most 2048 characters", "shorten it"))
      .optional(),
    /** Precedence of the group for users in several groups, 0 to 2147483647; the lowest value wins. */
    precedence: field.integer({ min: 0, max: 2 ** 31 - 1 }),
  }),
);
