import * as z from "zod";
import type { Check, LeafParams, TextCheck } from "./check";

/** A value without parts. */
interface Leaf<T> {
  /** What it is, with its article. */
  readonly type: string;
  readonly isType: (value: unknown) => value is T;
  /** The fix where something else stands in its place. */
  readonly example: string;
  readonly checks?: readonly Check[];
  readonly fallback: T;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** What an object holds, without what else it may be: a date or a class instance is none of ours. */
const plainObject = (value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

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
    if (!this.lenient) return this.strictObject(shape);
    return z.preprocess(plainObject, z.object(shape)) as unknown as z.ZodObject<S, z.core.$strict>;
  }

  /** One shape of a {@link variant}: an object with a literal `type`. */
  option<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
    return this.lenient
      ? (z.object(shape) as unknown as z.ZodObject<S, z.core.$strict>)
      : this.strictObject(shape);
  }

  /** The message about a field that does not exist lists those that do. */
  private strictObject<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
    const fields = Object.keys(shape).join(", ");
    return z.strictObject(shape, {
      error: ({ code }) => (code === "unrecognized_keys" ? fields : undefined),
    });
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

  /** Named entries. A faulty name does not hide what is wrong inside its entry. */
  record<V extends z.ZodType>(key: z.ZodType<string>, value: V): z.ZodRecord<z.ZodString, V> {
    const entries = z.record(z.string(), value);
    if (this.lenient) {
      return z.preprocess(plainObject, entries.catch({})) as unknown as z.ZodRecord<z.ZodString, V>;
    }
    return entries.superRefine(
      (found, context) => {
        if (!isPlainObject(found)) return;
        for (const name of Object.keys(found)) {
          for (const issue of key.safeParse(name).error?.issues ?? []) {
            const params = issue.code === "custom" ? issue.params : undefined;
            context.addIssue({ code: "custom", path: [name], params: { ...params, ofName: true } });
          }
        }
      },
      { when: () => true },
    );
  }

  /**
   * One of several {@link option}s, told apart by their `type`. `why` follows the list of types that
   * there are, where the reason is not plain.
   */
  variant<
    const O extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
  >(options: O, fallback: z.output<O[number]>, why = ""): z.ZodDiscriminatedUnion<O> {
    const union = z.discriminatedUnion("type", options as never, { error: () => why });
    const result = this.lenient ? union.catch(fallback as never) : union;
    return result as unknown as z.ZodDiscriminatedUnion<O>;
  }

  private leaf<T>({ type, isType, example, checks = [], fallback }: Leaf<T>): z.ZodType<T, T> {
    if (this.lenient) {
      const keepsAll = (value: unknown) =>
        isType(value) && checks.every(({ keeps }) => keeps(value as never));
      return z.custom<T>(keepsAll).catch(fallback) as unknown as z.ZodType<T, T>;
    }
    const broken = (value: unknown): LeafParams | undefined => {
      if (value === undefined) {
        return { rule: `must be given: it is ${type}`, fix: checks[0]?.fix ?? example };
      }
      if (!isType(value)) return { rule: `must be ${type}`, fix: example };
      return checks.find(({ keeps }) => !keeps(value as never));
    };
    return z.custom<T>().superRefine((value, context) => {
      const found = broken(value);
      if (found === undefined) return;
      context.addIssue({ code: "custom", params: { rule: found.rule, fix: found.fix } });
    }) as unknown as z.ZodType<T, T>;
  }

  /** A text that keeps every check. The fallback must keep them too. */
  text(fallback: string, ...checks: TextCheck[]): z.ZodType<string, string> {
    return this.leaf({
      type: "a text",
      isType: (value) => typeof value === "string",
      example: `write a text, such as ${JSON.stringify(fallback)}`,
      checks,
      fallback,
    });
  }

  /** A whole number from `min` to `max`. */
  integer(range: { min: number; max: number; fix?: string }): z.ZodType<number, number> {
    const { min, max } = range;
    return this.leaf({
      type: `a whole number from ${min} to ${max}`,
      isType: (value): value is number => Number.isInteger(value) && isWithin(value, min, max),
      example: range.fix ?? `choose a number from ${min} to ${max}`,
      fallback: min,
    });
  }

  flag(): z.ZodType<boolean, boolean> {
    return this.leaf({
      type: "true or false",
      isType: (value) => typeof value === "boolean",
      example: "write true or false, without quotes",
      fallback: true,
    });
  }

  /** One of the listed values. */
  choice<const T extends string | number>(values: readonly [T, ...T[]]): z.ZodType<T, T> {
    return this.leaf({
      type: `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
      isType: (value): value is T => values.some((each) => each === value),
      example: "choose one of them",
      fallback: values[0],
    });
  }
}

function isWithin(value: unknown, min: number, max: number): boolean {
  return typeof value === "number" && value >= min && value <= max;
}
