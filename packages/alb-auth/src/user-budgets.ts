import { evictOldest } from "./evict-oldest.ts";
import { FetchBudget, ratePerMinute } from "./fetch-budget.ts";

export interface UserBudgetsOptions {
  /** Maximum fetches in 60 seconds, over all users. */
  readonly maxFetchesPerMinute: number;
  /** Maximum fetches in 60 seconds that one user can cause. */
  readonly maxFetchesPerMinutePerUser: number;
  readonly now: () => number;
}

const maxUsers = 10_000;

/**
 * A share of the fetches for every user, so that one who sends unknown key ids with a valid access
 * token cannot keep a new key from the others.
 */
export class UserBudgets {
  readonly #all: FetchBudget;
  readonly #users = new Map<string, FetchBudget>();

  constructor(private readonly options: UserBudgetsOptions) {
    this.#all = new FetchBudget(ratePerMinute(options.maxFetchesPerMinute), options.now);
  }

  /** Takes one fetch from the user's budget and from that of all users; `false` when one is used up. */
  spend(subject: string): boolean {
    return this.#budgetOf(subject).spend() && this.#all.spend();
  }

  #budgetOf(subject: string): FetchBudget {
    const known = this.#users.get(subject);
    if (known !== undefined) return known;
    const { maxFetchesPerMinutePerUser, now } = this.options;
    const budget = new FetchBudget(ratePerMinute(maxFetchesPerMinutePerUser), now);
    evictOldest(this.#users, maxUsers);
    this.#users.set(subject, budget);
    return budget;
  }
}
