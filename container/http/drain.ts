import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Readiness } from "../observability/readiness";
import type { OpenConnections } from "./open-connections";

/** When a drain goes on to its next step. */
export interface DrainTimes {
  /** How long requests are still accepted after `/readyz` has become false. */
  readonly graceMs: number;
  /** Maximum wait for requests under way after that. */
  readonly deadlineMs: number;
  /** After this long without a byte, an incomplete request is given up. */
  readonly silentMs: number;
}

/** Options of {@link drain}. */
export interface DrainOptions {
  readonly server: Server;
  readonly connections: OpenConnections;
  readonly readiness: Readiness;
  readonly times: DrainTimes;
}

/** Long enough for a local supervisor to notice `/readyz`. ECS needs none: it deregisters first. */
const maxGraceMs = 1_000;

/** Left for the end of the process, so that it is not killed on a busy machine. */
const maxMarginMs = 4_000;

const maxSilentMs = 2_000;

const idleSweepMs = 50;

/** Times that fit between SIGTERM and SIGKILL. */
export function drainTimes(stopTimeoutSeconds: number): DrainTimes {
  const totalMs = stopTimeoutSeconds * 1_000;
  const graceMs = Math.min(maxGraceMs, totalMs / 8);
  const deadlineMs = totalMs - graceMs - Math.min(maxMarginMs, totalMs / 4);
  return { graceMs, deadlineMs, silentMs: Math.min(maxSilentMs, deadlineMs / 2) };
}

/**
 * Finishes accepted requests and accepts no more. Every response from now on has `Connection: close`,
 * so that no client is about to send on a connection that is then closed.
 *
 * @returns how many requests were cut off at the deadline: received completely, but not answered
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export async function drain(options: DrainOptions): Promise<number> {
  const { server, connections, readiness, times } = options;
  readiness.draining = true;
  server.prependListener("request", (_request, response) => {
    response.setHeader("Connection", "close");
  });
  await sleep(times.graceMs);
  // After one turn of the event loop has accepted what waited: closing drops the kernel's queue.
  await new Promise(setImmediate);

  const closed = new Promise<true>((resolve) => server.close(() => resolve(true)));
  const sweep = setInterval(() => {
    // A request from before the drain leaves its connection open.
    server.closeIdleConnections();
    // Those that have never sent a request are not idle for Node.
    connections.closeSilent(times.silentMs);
  }, idleSweepMs);
  const deadline = new AbortController();
  const isFinished = await Promise.race([
    closed,
    sleep(times.deadlineMs, false as const, { signal: deadline.signal }),
  ]);
  deadline.abort();
  clearInterval(sweep);
  if (isFinished) return 0;
  const cutOff = connections.unansweredRequests;
  server.closeAllConnections();
  return cutOff;
}
