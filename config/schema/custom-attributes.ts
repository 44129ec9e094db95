import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";

const maxTextLength = 2048;
const maxNumber = 2 ** 31 - 1;

const customAttributeNameSchema = field.string(
  matches(
    /^(?!custom:|dev:)/,
    'the name must be written without "custom:", which Cognito puts before it',
    (name) => `write ${JSON.stringify(name.replace(/^(custom|dev):/, ""))}`,
  ),
  matches(
    /^(custom:|dev:)?[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,20}$/u,
    "the name must be 1 to 20 characters without spaces, Cognito's limit of a custom attribute",
    'use one word, like "department"',
  ),
);

const mutableField = {
  /** Whether the value can change after the user was created. An identity provider's attribute must be mutable. @default true */
  mutable: field.boolean().default(true),
};

/** Attributes of users beside the standard ones, by name. */
export const customAttributesSchema = field.record(
  customAttributeNameSchema,
  field.variant([
    field.object({
      /** A text. */
      type: z.literal("string"),
      /** Minimum number of characters, 0 to 2048. @default 0 */
      minLength: field.integer({ min: 0, max: maxTextLength }).default(0),
      /** Maximum number of characters, 1 to 2048. Cognito rejects the sign-in of a user whose identity provider sends a longer value. @default 2048 */
      maxLength: field.integer({ min: 1, max: maxTextLength }).default(maxTextLength),
      ...mutableField,
    }),
    field.object({
      /** An integer. */
      type: z.literal("number"),
      /** Minimum value, -2147483648 to 2147483647. @default 0 */
      minValue: field.integer({ min: -maxNumber - 1, max: maxNumber }).default(0),
      /** Maximum value, -2147483648 to 2147483647. @default 2147483647 */
      maxValue: field.integer({ min: -maxNumber - 1, max: maxNumber }).default(maxNumber),
      ...mutableField,
    }),
  ]),
);
