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
  /** Whether the entry's name is broken, and not what stands in it. */
  readonly ofName?: boolean;
}

/** A {@link Check} on a text. */
export interface TextCheck extends Check {
  readonly keeps: (value: string) => boolean;
}

/** A {@link TextCheck} by regular expression. */
export function matches(pattern: RegExp, rule: string, fix: string): TextCheck {
  return { keeps: (value) => pattern.test(value), rule, fix };
}
