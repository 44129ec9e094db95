const windowMilliseconds = 60_000;

/** Allows at most so many fetches in any 60 seconds, so that forged key ids cannot make us a flood. */
export class FetchBudget {
  readonly #spentAt: number[] = [];

  constructor(
    readonly maxFetchesPerMinute: number,
    private readonly now: () => number,
  ) {}

  /** Takes one fetch out of the budget; `false` when there is none left. */
  spend(): boolean {
    const nowMilliseconds = this.now();
    const oldest = this.#spentAt[0];
    if (this.#spentAt.length >= this.maxFetchesPerMinute) {
      if (oldest === undefined || oldest > nowMilliseconds - windowMilliseconds) return false;
      this.#spentAt.shift();
    }
    this.#spentAt.push(nowMilliseconds);
    return true;
  }
}
