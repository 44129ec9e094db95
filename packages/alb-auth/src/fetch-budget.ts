/** How often something may be fetched. */
export interface FetchRate {
  /** Fetches that may follow each other at once. */
  readonly burst: number;
  /** After how long one more fetch is allowed. */
  readonly everyMs: number;
}

/** The rate that allows at most `maxFetches` in any 60 seconds: half of them at once. */
export function ratePerMinute(maxFetches: number): FetchRate {
  const burst = Math.ceil(maxFetches / 2);
  return { burst, everyMs: 60_000 / Math.max(maxFetches - burst, 0.5) };
}

/** Limits fetches (a token bucket), so that forged key ids cannot cause a flood of them. */
export class FetchBudget {
  #available: number;
  #countedAtMs: number;

  constructor(
    private readonly rate: FetchRate,
    private readonly now: () => number,
  ) {
    this.#available = rate.burst;
    this.#countedAtMs = now();
  }

  /** Takes one fetch from the budget; `false` when the budget is used up. */
  spend(): boolean {
    const nowMs = this.now();
    // A clock that was set back earns nothing.
    const earned = Math.max(nowMs - this.#countedAtMs, 0) / this.rate.everyMs;
    this.#available = Math.min(this.#available + earned, this.rate.burst);
    this.#countedAtMs = nowMs;
    if (this.#available < 1) return false;
    this.#available--;
    return true;
  }
}
