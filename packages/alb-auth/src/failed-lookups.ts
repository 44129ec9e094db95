import { evictOldest } from "./evict-oldest.ts";

/**
 * Why a key could not be looked up: its source says that it does not exist, or its source could not
 * say anything.
 */
export type LookupFailure = "absent" | "unavailable";

interface FailedLookup {
  readonly failure: LookupFailure;
  /** When the key was asked for first, and last. */
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

const minWaitMs = 750;
const maxWaitMs = 30_000;

/**
 * Key ids that were looked up in vain. A key that is absent is asked for again after three quarters of
 * a second, then after a quarter of the time that it has been absent: it may have been asked for before
 * its source had it. A key whose source is unavailable is asked for again after the first of these
 * times, however long the outage lasts.
 */
export class FailedLookups {
  readonly #failures = new Map<string, FailedLookup>();

  constructor(
    private readonly maxEntries: number,
    private readonly now: () => number,
  ) {}

  /** Whether the key was looked up before. */
  has(kid: string): boolean {
    return this.#failures.has(kid);
  }

  /** How the last lookup failed, while it is too early for the next one. */
  recent(kid: string): LookupFailure | undefined {
    const failed = this.#failures.get(kid);
    if (failed === undefined) return undefined;
    const sinceMs = this.now() - failed.lastAtMs;
    return sinceMs >= 0 && sinceMs < waitMs(failed) ? failed.failure : undefined;
  }

  add(kid: string, failure: LookupFailure): void {
    const nowMs = this.now();
    const firstAtMs = Math.min(this.#failures.get(kid)?.firstAtMs ?? nowMs, nowMs);
    this.#failures.delete(kid);
    evictOldest(this.#failures, this.maxEntries);
    this.#failures.set(kid, { failure, firstAtMs, lastAtMs: nowMs });
  }

  delete(kid: string): void {
    this.#failures.delete(kid);
  }
}

function waitMs({ failure, firstAtMs, lastAtMs }: FailedLookup): number {
  if (failure === "unavailable") return minWaitMs;
  return Math.min(Math.max((lastAtMs - firstAtMs) / 4, minWaitMs), maxWaitMs);
}
