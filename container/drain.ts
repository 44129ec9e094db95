import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Readiness } from "./readiness";

/** Options of {@link drain}. */
export interface DrainOptions {
  readonly server: Server;
  readonly readiness: Readiness;
  /** How long requests are still taken after `/readyz` has turned false, in milliseconds. */
  readonly graceMilliseconds: number;
  /** Longest wait for requests under way, in milliseconds; below the task's stop timeout (30 s). */
  readonly deadlineMilliseconds: number;
}

const idleSweepMilliseconds = 50;

/**
 * Finishes what was accepted and takes no more. Every answer from now on asks its client to close
 * the connection, so that at the end no one is about to send on a connection we close. `false` when
 * the deadline came first and connections had to be cut.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export async function drain(options: DrainOptions): Promise<boolean> {
  const { server, readiness, graceMilliseconds, deadlineMilliseconds } = options;
  readiness.draining = true;
  server.prependListener("request", (_request, response) => {
    response.setHeader("Connection", "close");
  });
  await sleep(graceMilliseconds);
  // Right after the event loop has taken what waited: closing drops the kernel's queue.
  await new Promise(setImmediate);

  const closed = new Promise<true>((resolve) => server.close(() => resolve(true)));
  // A request that began before the drain leaves its connection open for the next one.
  const sweep = setInterval(() => server.closeIdleConnections(), idleSweepMilliseconds);
  const deadline = new AbortController();
  const finished = await Promise.race([
    closed,
    sleep(deadlineMilliseconds, false as const, { signal: deadline.signal }),
  ]);
  deadline.abort();
  clearInterval(sweep);
  if (!finished) server.closeAllConnections();
  return finished;
}
