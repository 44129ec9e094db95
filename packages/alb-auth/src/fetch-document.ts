import { setTimeout as sleep } from "node:timers/promises";
import type { FetchBudget } from "./fetch-budget.ts";

/** The part of `fetch` that is used, so that tests can replace the network. */
export type Fetch = (
  url: string,
  init: { signal: AbortSignal; redirect: "error"; headers: Record<string, string> },
) => Promise<Pick<Response, "status" | "text">>;

/** Timeout, retries and limits of key fetches. */
export interface FetchPolicy {
  readonly fetch: Fetch;
  /** Maximum duration of one attempt, headers and body. */
  readonly timeoutMs: number;
  /** Attempts in all, including the first. */
  readonly maxAttempts: number;
  /** Delay before the second attempt; doubled before each further one. */
  readonly retryDelayMs: number;
  readonly budget?: FetchBudget;
}

export type FetchOutcome<T> =
  | { readonly type: "found"; readonly value: T }
  | { readonly type: "absent" | "unavailable" | "over-budget" };

const maxBodyCharacters = 65_536;

/**
 * Fetches and parses a key document. Never throws: the outcome says what happened. A 4xx response
 * means that the document does not exist (S3 returns 403 for that). A network error, a timeout, 429,
 * 5xx or a response that does not parse is retried.
 */
export async function fetchDocument<T>(
  url: string,
  parse: (text: string) => T,
  policy: FetchPolicy,
): Promise<FetchOutcome<T>> {
  for (let attempt = 1; ; attempt++) {
    if (policy.budget && !policy.budget.spend()) {
      return { type: attempt === 1 ? "over-budget" : "unavailable" };
    }
    const outcome = await attemptFetch(url, parse, policy);
    if (outcome.type !== "unavailable" || attempt >= policy.maxAttempts) return outcome;
    await sleep(policy.retryDelayMs * 2 ** (attempt - 1));
  }
}

async function attemptFetch<T>(
  url: string,
  parse: (text: string) => T,
  { fetch, timeoutMs }: FetchPolicy,
): Promise<FetchOutcome<T>> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new Error("timed out"));
    }, timeoutMs);
  });
  try {
    return await Promise.race([timedOut, request(url, parse, fetch, controller.signal)]);
  } catch {
    return { type: "unavailable" };
  } finally {
    clearTimeout(timer);
  }
}

async function request<T>(
  url: string,
  parse: (text: string) => T,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<FetchOutcome<T>> {
  const response = await fetch(url, { signal, redirect: "error", headers: {} });
  const text = await response.text();
  if (response.status === 200 && text.length <= maxBodyCharacters) {
    return { type: "found", value: parse(text) };
  }
  const isAbsent = response.status >= 400 && response.status < 500 && response.status !== 429;
  return { type: isAbsent ? "absent" : "unavailable" };
}
