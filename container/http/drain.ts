import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Readiness } from "../observability/readiness";

/** Options of {@link drain}. */
export interface DrainOptions {
  readonly server: Server;
  readonly readiness: Readiness;
  /** How long requests are still accepted after `/readyz` has become false. */
  readonly graceMs: number;
  /** Maximum wait for requests under way; below the task's stop timeout (30 s). */
  readonly deadlineMs: number;
}

const idleSweepMs = 50;

/**
 * Finishes accepted requests and accepts no more. Every response from now on has `Connection: close`,
 * so that no client is about to send on a connection that is then closed.
 *
 * @returns `false` when the deadline came first and connections were cut
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export async function drain(options: DrainOptions): Promise<boolean> {
  const { server, readiness, graceMs, deadlineMs } = options;
  readiness.draining = true;
  server.prependListener("request", (_request, response) => {
    response.setHeader("Connection", "close");
  });
  await sleep(graceMs);
  // After one turn of the event loop has accepted what waited: closing drops the kernel's queue.
  await new Promise(setImmediate);

  const closed = new Promise<true>((resolve) => server.close(() => resolve(true)));
  // A request from before the drain leaves its connection open.
  const sweep = setInterval(() => server.closeIdleConnections(), idleSweepMs);
  const deadline = new AbortController();
  const finished = await Promise.race([
    closed,
    sleep(deadlineMs, false as const, { signal: deadline.signal }),
  ]);
  deadline.abort();
  clearInterval(sweep);
  if (!finished) server.closeAllConnections();
  return finished;
}
