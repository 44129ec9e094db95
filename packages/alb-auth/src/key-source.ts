import { setTimeout as sleep } from "node:timers/promises";
import { type Fetch, type FetchOutcome, fetchDocument } from "./fetch-document.ts";

/** Timeout and retries of key fetches. */
export interface FetchPolicy {
  readonly fetch: Fetch;
  /** Maximum duration of one attempt, headers and body. */
  readonly timeoutMs: number;
  /** Attempts in all, including the first. */
  readonly maxAttempts: number;
  /** Delay before the second attempt; doubled before each further one. */
  readonly retryDelayMs: number;
}

const pauseMs = 1_000;

/** Where keys come from: retries a fetch that fails, and pauses once a source is down. */
export class KeySource {
  #attemptedAtMs = 0;
  #isDown = false;

  constructor(
    private readonly policy: FetchPolicy,
    private readonly now: () => number,
  ) {}

  /**
   * Whether the source was down less than a second ago, so that asking again would be too early. The
   * pause counts from the last attempt, so that service resumes within 2 seconds of its return.
   */
  get isPaused(): boolean {
    const sinceMs = this.now() - this.#attemptedAtMs;
    return this.#isDown && sinceMs >= 0 && sinceMs < pauseMs;
  }

  /** Pauses the source, as after a fetch that failed. */
  pause(): void {
    this.#isDown = true;
  }

  /** Fetches and parses a key document. Never throws. */
  async fetch<T>(url: string, parse: (text: string) => T | Promise<T>): Promise<FetchOutcome<T>> {
    const { fetch, timeoutMs, maxAttempts, retryDelayMs } = this.policy;
    for (let attempt = 1; ; attempt++) {
      this.#attemptedAtMs = this.now();
      const outcome = await fetchDocument(url, parse, { fetch, timeoutMs });
      this.#isDown = outcome.type === "unavailable";
      if (!this.#isDown || attempt >= maxAttempts) return outcome;
      await sleep(retryDelayMs * 2 ** (attempt - 1));
    }
  }
}
