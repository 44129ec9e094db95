import * as z from "zod";

/** Terraform JSON accepts numbers as strings too. */
export const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+$/, "expected an integer")
    .transform(Number),
]);

export const boolean = z.union([
  z.boolean(),
  z.enum(["true", "false"]).transform((text) => text === "true"),
]);

/** A block that occurs once: an object, or a list of one. */
export function block<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(
    (value) => (Array.isArray(value) && value.length === 1 ? value[0] : value),
    schema,
  );
}

/** A block that may occur several times. */
export function blocks<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(schema));
}

/** An attribute whose presence alone has an effect here: its value may be any expression. */
export const presence = z.literal(true).optional();

const jsonTexts = new WeakSet<z.core.$ZodType>();

/** An attribute whose value is JSON as a string. */
export function jsonText<Schema extends z.ZodType>(schema: Schema) {
  const text = z.preprocess(parseJson, schema);
  jsonTexts.add(text);
  return text;
}

export function isJsonText(schema: z.core.$ZodType): boolean {
  return jsonTexts.has(schema);
}

/** The parsed text; the value itself where it is no JSON. */
export function parseJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

const ignored = z.unknown().optional();

type Ignored<Name extends string> = { [Key in Name]: typeof ignored };

/** Attributes without effect on this machine. Any other attribute that a schema does not name is an issue. */
export function ignoring<Name extends string>(...names: readonly Name[]): Ignored<Name> {
  return Object.fromEntries(names.map((name) => [name, ignored])) as Ignored<Name>;
}

/** Meta-arguments of every resource; `for_each` is not supported. */
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
