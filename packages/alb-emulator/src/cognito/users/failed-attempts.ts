/** Wrong codes for one purpose and user within an hour, after which even the right one is refused. */
const maxFailures = 5;

const windowMs = 60 * 60 * 1000;

/**
 * Counts wrong confirmation codes, as Cognito does: six digits could be guessed otherwise.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export class FailedAttempts {
  readonly #times = new Map<string, readonly number[]>();

  /** @param nowMs Milliseconds since 1970. */
  add(key: string, nowMs: number): void {
    this.#times.set(key, [...this.#recent(key, nowMs), nowMs]);
  }

  isExceeded(key: string, nowMs: number): boolean {
    return this.#recent(key, nowMs).length >= maxFailures;
  }

  #recent(key: string, nowMs: number): readonly number[] {
    return (this.#times.get(key) ?? []).filter((time) => time > nowMs - windowMs);
  }
}
