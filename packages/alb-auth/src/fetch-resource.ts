import { setTimeout as sleep } from "node:timers/promises";
import type { FetchBudget } from "./fetch-budget.ts";

/** `fetch` as far as it is used here, so that a test can stand in for the network. */
export type Fetch = (
  url: string,
  init: { signal: AbortSignal; redirect: "error"; headers: Record<string, string> },
) => Promise<Pick<Response, "status" | "text">>;

/** How patiently keys are fetched. */
export interface FetchPolicy {
  readonly fetch: Fetch;
  /** Longest wait for one attempt, headers and body, in milliseconds. */
  readonly timeoutMilliseconds: number;
  /** Attempts in all, the first included. */
  readonly maxAttempts: number;
  /** Wait before the second attempt, in milliseconds; doubled before each further one. */
  readonly retryDelayMilliseconds: number;
  readonly budget?: FetchBudget;
}

export type FetchOutcome<T> =
  | { readonly kind: "found"; readonly value: T }
  | { readonly kind: "absent" | "unavailable" | "over-budget" };

const maxBodyCharacters = 65_536;

/**
 * Fetches and parses a key document. Never throws: what went wrong is part of the outcome. A 4xx
 * answer means that the document does not exist (S3 says 403 for that); a network error, a timeout,
 * 429, 5xx or an answer that does not parse is tried again.
 */
export async function fetchResource<T>(
  url: string,
  parse: (text: string) => T,
  policy: FetchPolicy,
): Promise<FetchOutcome<T>> {
  for (let attempt = 1; ; attempt++) {
    if (policy.budget && !policy.budget.spend()) {
      return { kind: attempt === 1 ? "over-budget" : "unavailable" };
    }
    const outcome = await attemptFetch(url, parse, policy);
    if (outcome.kind !== "unavailable" || attempt >= policy.maxAttempts) return outcome;
    await sleep(policy.retryDelayMilliseconds * 2 ** (attempt - 1));
  }
}

async function attemptFetch<T>(
  url: string,
  parse: (text: string) => T,
  { fetch, timeoutMilliseconds }: FetchPolicy,
): Promise<FetchOutcome<T>> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timedOut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new Error("timed out"));
    }, timeoutMilliseconds);
  });
  try {
    return await Promise.race([timedOut, request(url, parse, fetch, controller.signal)]);
  } catch {
    return { kind: "unavailable" };
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
    return { kind: "found", value: parse(text) };
  }
  const absent = response.status >= 400 && response.status < 500 && response.status !== 429;
  return { kind: absent ? "absent" : "unavailable" };
}
