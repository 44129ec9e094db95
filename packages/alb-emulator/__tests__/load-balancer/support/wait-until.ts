import { setTimeout } from "node:timers/promises";

const intervalMs = 5;

/** Checks a condition that nothing announces until it is true; Jest's timeout is the limit. */
export async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(intervalMs);
}
