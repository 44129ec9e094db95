const windowMs = 60_000;

/** Limits fetches in any 60 seconds, so that forged key ids cannot cause a flood of them. */
export class FetchBudget {
  readonly #spentAtMs: number[] = [];

  constructor(
    readonly maxFetchesPerMinute: number,
    private readonly now: () => number,
  ) {}

  /** Takes one fetch from the budget; `false` when the budget is used up. */
  spend(): boolean {
    const nowMs = this.now();
    const oldestMs = this.#spentAtMs[0];
    if (this.#spentAtMs.length >= this.maxFetchesPerMinute) {
      if (oldestMs === undefined || oldestMs > nowMs - windowMs) return false;
      this.#spentAtMs.shift();
    }
    this.#spentAtMs.push(nowMs);
    return true;
  }
}
