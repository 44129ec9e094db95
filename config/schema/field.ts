import * as z from "zod";
import { closestName } from "../closest-name";
import type { Check } from "./check";

/** A value without parts. */
interface Leaf<T> {
  /** What is expected, with its article. */
  readonly expected: string;
  readonly isType: (value: unknown) => value is T;
  /** What to write instead of something else. */
  readonly fixOf: (value: unknown) => string;
  readonly checks?: readonly Check<T>[];
}

function leaf<T>({ expected, isType, fixOf, checks = [] }: Leaf<T>): z.ZodType<T, T> {
  const issuesOf = (value: unknown) => {
    if (value === undefined) {
      return [{ message: `is required: expected ${expected}`, fix: fixOf(value) }];
    }
    if (!isType(value)) return [{ message: `must be ${expected}`, fix: fixOf(value) }];
    return checks
      .filter(({ passes }) => !passes(value))
      .map((check) => ({ message: check.message, fix: fixOfCheck(check, value) }));
  };
  return z.custom<T>().superRefine((value, context) => {
    for (const { message, fix } of issuesOf(value)) {
      context.addIssue({ code: "custom", message, params: { fix } });
    }
  });
}

function fixOfCheck<T>({ fix }: Check<T>, value: T): string {
  return typeof fix === "string" ? fix : fix(value);
}

/** A string that passes every check. */
export function string(...checks: Check<string>[]): z.ZodType<string, string> {
  return leaf({
    expected: "a string",
    isType: (value) => typeof value === "string",
    fixOf: () => {
      const [first] = checks;
      return first === undefined ? "write a string, in quotes" : fixOfCheck(first, "");
    },
    checks,
  });
}

/** An integer from `min` to `max`. */
export function integer(
  { min, max, fix }: { min: number; max: number; fix?: string },
  ...checks: Check<number>[]
): z.ZodType<number, number> {
  return leaf({
    expected: `an integer from ${min} to ${max}`,
    isType: (value): value is number =>
      typeof value === "number" && Number.isInteger(value) && value >= min && value <= max,
    fixOf: () => fix ?? `write a number from ${min} to ${max}`,
    checks,
  });
}

/** `true` or `false`. */
export function boolean(...checks: Check<boolean>[]): z.ZodType<boolean, boolean> {
  return leaf({
    expected: "true or false",
    isType: (value) => typeof value === "boolean",
    fixOf: () => "write true or false, without quotes",
    checks,
  });
}

/** One of the listed values. */
export function oneOf<const T extends string | number>(
  values: readonly [T, ...T[]],
): z.ZodType<T, T> {
  return leaf({
    expected: `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
    isType: (value): value is T => values.some((each) => each === value),
    fixOf: (value) => chooseOneOf(value, values),
  });
}

/** The fix of a value that is not one of those listed. */
export function chooseOneOf(value: unknown, values: readonly (string | number)[]): string {
  const names = values.filter((each) => typeof each === "string");
  const closest = typeof value === "string" ? closestName(value, names) : undefined;
  return closest === undefined ? "choose one of them" : `did you mean ${JSON.stringify(closest)}?`;
}

/**
 * An object with these fields and no others. zod's issues do not name the fields, so their messages do:
 * all of them for an unknown field, and {@link shapeOf} the object for a value that is not one.
 */
export function object<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const fields = Object.keys(shape).join(",");
  return z.strictObject(shape, {
    error: ({ code }) => {
      if (code === "unrecognized_keys") return fields;
      return code === "invalid_type" ? shapeOf(shape) : undefined;
    },
  });
}

const maxFieldsOfShape = 3;

/** How to write an object: its required fields, or the first ones where none is required. */
function shapeOf(shape: z.ZodRawShape): string {
  const required = Object.entries(shape).filter(
    ([, field]) => !z.safeParse(field, undefined).success,
  );
  const shown = (required.length > 0 ? required : Object.entries(shape)).slice(0, maxFieldsOfShape);
  const fields = shown.map(([name, field]) => `${name}: ${literalOf(field) ?? "…"}`);
  const more = required.length === 0 && Object.keys(shape).length > shown.length ? ", …" : "";
  return `{ ${fields.join(", ")}${more} }`;
}

/** The only value of a field such as `type`. */
function literalOf(field: z.core.$ZodType): string | undefined {
  if (!(field instanceof z.ZodLiteral)) return undefined;
  return [...field.values].map((value) => JSON.stringify(value)).join(" or ");
}

/** An array with a minimum and a maximum number of entries. */
export function list<E extends z.ZodType>(
  element: E,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {},
): z.ZodArray<E> {
  return z.array(element).min(min).max(max);
}

/** Named entries. The issues of a name and those of its entry are reported together. */
export function record<V extends z.ZodType>(name: z.ZodType<string>, value: V) {
  type Entries = z.ZodType<Record<string, z.output<V>>, Record<string, z.input<V>>>;
  return z
    .custom<Record<string, z.input<V>>>()
    .superRefine(rejectProto)
    .pipe(z.record(z.string(), value) as unknown as Entries)
    .superRefine(
      (entries, context) => {
        if (!isObject(entries) || Array.isArray(entries)) return;
        for (const key of Object.keys(entries)) {
          for (const issue of name.safeParse(key).error?.issues ?? []) {
            context.addIssue({ ...issue, path: [key] });
          }
        }
      },
      // Also where an entry has issues of its own.
      { when: () => true },
    );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** zod leaves an entry with this name out, so it would silently be missing. */
function rejectProto(entries: unknown, context: z.core.$RefinementCtx): void {
  if (!isObject(entries) || !Object.hasOwn(entries, "__proto__")) return;
  context.addIssue({
    code: "custom",
    path: ["__proto__"],
    message:
      "must have another name: __proto__ is special in JavaScript, and the entry would be lost",
    params: { fix: "rename it" },
  });
}

type Discriminator = z.ZodLiteral<string> | z.ZodOptional<z.ZodLiteral<string>>;
type Variant = z.ZodObject<{ type: Discriminator } & z.core.$ZodLooseShape>;

function literalText(type: Discriminator): string {
  return type instanceof z.ZodOptional ? type.unwrap().value : type.value;
}

/**
 * One of several objects, distinguished by their `type`, which at most one of them may leave out.
 * @param why reason for the list of types, where it is not obvious
 */
export function variant<const O extends readonly [Variant, ...Variant[]]>(
  options: O,
  why = "",
): z.ZodDiscriminatedUnion<O> {
  return z.discriminatedUnion("type", options, {
    error: ({ input }) => {
      if (isObject(input)) return why;
      // The name of a type in place of the object is the usual mistake.
      const meant = options.find(({ shape }) => literalText(shape.type) === input);
      return shapeOf((meant ?? options[0]).shape);
    },
  });
}
