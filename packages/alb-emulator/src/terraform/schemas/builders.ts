import { z } from "zod";

/** Terraform JSON takes numbers as text too. */
export const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+$/, "is not a number")
    .transform(Number),
]);

export const boolean = z.union([
  z.boolean(),
  z.enum(["true", "false"]).transform((text) => text === "true"),
]);

/** A block that stands once: an object, or a list of one. */
export function block<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(
    (value) => (Array.isArray(value) && value.length === 1 ? value[0] : value),
    schema,
  );
}

/** A block that may stand several times. */
export function blocks<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(schema));
}

const ignored = z.unknown().optional();

type Ignored<Name extends string> = { [Key in Name]: typeof ignored };

/** Attributes that change nothing on a laptop. Every other one that is not named is an error. */
export function ignoring<Name extends string>(...names: readonly Name[]): Ignored<Name> {
  return Object.fromEntries(names.map((name) => [name, ignored])) as Ignored<Name>;
}

/** What every resource may hold besides its own attributes; `for_each` is not among it. */
export const metaArguments = ignoring(
  "//",
  "connection",
  "count",
  "depends_on",
  "lifecycle",
  "provider",
  "provisioner",
  "region",
  "tags",
  "timeouts",
);
