/** One check of a value. Checks run in order, and the first that fails is reported. */
export interface Check<T> {
  readonly passes: (value: T) => boolean;
  /** What must hold, and why where that is not obvious. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** A {@link Check} of a string by regular expression. */
export function matches(pattern: RegExp, message: string, fix: string): Check<string> {
  return { passes: (value) => pattern.test(value), message, fix };
}
