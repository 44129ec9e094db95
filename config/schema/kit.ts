import { z } from "zod";

/** One rule that a value has to keep, checked in order; the first broken one is reported. */
export interface Check {
  readonly keeps: (value: never) => boolean;
  readonly rule: string;
  readonly fix: string;
}

/** What a broken leaf tells the fault report. Travels in the `params` of a zod issue. */
export interface LeafParams {
  readonly rule: string;
  readonly fix: string;
}

const isPlainObject = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};

/**
 * The building blocks of the environment's schema, in two modes.
 *
 * `strict` finds every fault of shape. `lenient` accepts anything and puts a harmless fallback where
 * the strict mode found a fault, so that the rules *between* fields can still be checked on all the
 * rest: that is how every fault of a file is reported at once.
 */
export class Kit {
  constructor(private readonly mode: "strict" | "lenient") {}

  private get lenient(): boolean {
    return this.mode === "lenient";
  }

  object<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
    if (!this.lenient) return z.strictObject(shape);
    return z.preprocess(isPlainObject, z.object(shape)) as unknown as z.ZodObject<
      S,
      z.core.$strict
    >;
  }

  /** One shape of a {@link variant}: an object with a literal `type`. */
  option<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
    return this.lenient
      ? (z.object(shape) as unknown as z.ZodObject<S, z.core.$strict>)
      : z.strictObject(shape);
  }

  list<E extends z.ZodType>(
    element: E,
    bounds: { min?: number; max?: number } = {},
  ): z.ZodArray<E> {
    if (this.lenient) {
      const items = z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(element));
      return items as unknown as z.ZodArray<E>;
    }
    return z
      .array(element)
      .min(bounds.min ?? 0)
      .max(bounds.max ?? Number.MAX_SAFE_INTEGER);
  }

  record<V extends z.ZodType>(key: z.ZodType<string>, value: V): z.ZodRecord<z.ZodString, V> {
    const entries = this.lenient
      ? z.preprocess(isPlainObject, z.record(z.string(), value))
      : z.record(key as unknown as z.ZodString, value);
    return entries as unknown as z.ZodRecord<z.ZodString, V>;
  }

  /** One of several {@link option}s, told apart by their `type`. */
  variant<
    const O extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
  >(options: O, fallback: z.output<O[number]>): z.ZodDiscriminatedUnion<O> {
    const union = z.discriminatedUnion("type", options as never);
    const result = this.lenient ? union.catch(fallback as never) : union;
    return result as unknown as z.ZodDiscriminatedUnion<O>;
  }

  private leaf<T>(
    isType: (value: unknown) => value is T,
    type: string,
    checks: readonly Check[],
    fallback: T,
  ): z.ZodType<T, T> {
    if (this.lenient) {
      const keepsAll = (value: unknown) =>
        isType(value) && checks.every(({ keeps }) => keeps(value as never));
      return z.custom<T>(keepsAll).catch(fallback) as unknown as z.ZodType<T, T>;
    }
    return z.custom<T>().superRefine((value, context) => {
      const example = typeof fallback === "string" ? JSON.stringify(fallback) : String(fallback);
      const broken = isType(value)
        ? checks.find(({ keeps }) => !keeps(value as never))
        : { rule: `must be ${type}`, fix: checks[0]?.fix ?? `write ${type}, such as ${example}` };
      if (broken === undefined) return;
      const params: LeafParams = { rule: broken.rule, fix: broken.fix };
      context.addIssue({ code: "custom", params: { ...params } });
    }) as unknown as z.ZodType<T, T>;
  }

  /** A text that keeps every check. The fallback must keep them too. */
  text(fallback: string, ...checks: TextCheck[]): z.ZodType<string, string> {
    return this.leaf((value) => typeof value === "string", "a text", checks, fallback);
  }

  /** A whole number from `min` to `max`. */
  integer(range: { min: number; max: number; fix?: string }): z.ZodType<number, number> {
    const { min, max } = range;
    const check: Check = {
      keeps: (value: number) => Number.isInteger(value) && value >= min && value <= max,
      rule: `must be a whole number from ${min} to ${max}`,
      fix: range.fix ?? `choose a number from ${min} to ${max}`,
    };
    return this.leaf((value) => typeof value === "number", "a number", [check], min);
  }

  flag(): z.ZodType<boolean, boolean> {
    const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
    return this.leaf(isBoolean, "true or false", [], true);
  }

  /** One of the listed values. */
  choice<const T extends string | number>(values: readonly [T, ...T[]]): z.ZodType<T, T> {
    const listed = values.map((value) => JSON.stringify(value)).join(", ");
    const check: Check = {
      keeps: (value: T) => values.includes(value),
      rule: `must be one of ${listed}`,
      fix: "choose one of them",
    };
    const isListable = (value: unknown): value is T =>
      typeof value === "string" || typeof value === "number";
    return this.leaf(isListable, `one of ${listed}`, [check], values[0]);
  }
}

/** A {@link Check} on a text. */
export interface TextCheck extends Check {
  readonly keeps: (value: string) => boolean;
}

/** A {@link TextCheck} by regular expression. */
export function matches(pattern: RegExp, rule: string, fix: string): TextCheck {
  return { keeps: (value) => pattern.test(value), rule, fix };
}
