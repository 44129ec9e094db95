/** One check of a value, independent of the others: every check that fails is reported. */
export interface Check<T> {
  readonly passes: (value: T) => boolean;
  /** What must hold, and why where that is not obvious. */
  readonly message: string;
  /** What to write instead; may depend on the value. */
  readonly fix: string | ((value: T) => string);
}

/** A {@link Check} of a string by regular expression. */
export function matches(
  pattern: RegExp,
  message: string,
  fix: Check<string>["fix"],
): Check<string> {
  return { passes: (value) => pattern.test(value), message, fix };
}
