import { AlbAuthError } from "../../index.ts";
import { type SignedInHeaders, toRequestHeaders } from "../support/tokens.ts";
import type { Outage, Scenario } from "./scenarios.ts";
import { World } from "./world.ts";

/** Passes the time between requests: really, or as fast as the requests are answered. */
export interface Pace {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Passes `ms`, and waits for the requests if time only passes between them. */
  readonly pass: (ms: number, requests: readonly Promise<unknown>[]) => Promise<void>;
}

export interface SimulationOptions {
  readonly pace: Pace;
  readonly forgedPerSecond: number;
  readonly timeoutMs?: number;
  readonly retryDelayMs?: number;
}

export interface SimulationResult {
  /** For how long the honest user was locked out while the key servers were up. */
  readonly lockOutSeconds: number;
  /** How often each outcome of the honest user occurred. */
  readonly honest: Readonly<Record<string, number>>;
  readonly forged: Readonly<Record<string, number>>;
  readonly publicKeyFetches: number;
  readonly jwksFetches: number;
}

interface Response {
  readonly sentAtMs: number;
  readonly settledAtMs: number;
  /** "200", or the status and code of the error. */
  readonly outcome: string;
}

/** The honest user sends five requests per second. */
const tickMs = 200;

/** Plays a scenario with real key servers on loopback. */
export async function simulate(
  scenario: Scenario,
  { pace, forgedPerSecond, ...options }: SimulationOptions,
): Promise<SimulationResult> {
  const world = new World(pace.now);
  await world.start(options);
  try {
    if (!scenario.isNewProcess) await world.verifier.verify(toRequestHeaders(world.honest()));
    const startedAtMs = pace.now();
    const honest: Promise<Response>[] = [];
    const forged: Record<string, number> = {};
    const due = [...scenario.events].sort((a, b) => a.atSeconds - b.atSeconds);
    for (let atMs = 0; atMs < scenario.durationSeconds * 1000; atMs += tickMs) {
      while (due[0] !== undefined && due[0].atSeconds * 1000 <= atMs) due.shift()?.happen(world);
      const requests: Promise<unknown>[] = [];
      if (scenario.isProbed) requests.push(world.verifier.loadKeySet());
      const forgers = scenario.forgers ?? [];
      const forgedCount = forgers.length === 0 ? 0 : (forgedPerSecond * tickMs) / 1000;
      for (let i = 0; i < forgedCount; i++) {
        const forger = forgers[i % forgers.length];
        if (forger === undefined) continue;
        requests.push(
          send(world, world.forged(forger), pace, startedAtMs).then(({ outcome }) => {
            forged[outcome] = (forged[outcome] ?? 0) + 1;
          }),
        );
      }
      const response = send(world, world.honest(), pace, startedAtMs);
      honest.push(response);
      await pace.pass(tickMs, [...requests, response, world.untilIdle()]);
    }
    const responses = await Promise.all(honest);
    return {
      lockOutSeconds: lockOutMs(responses, scenario.outages ?? []) / 1000,
      honest: countOutcomes(responses),
      forged,
      publicKeyFetches: world.publicKeyServer.requests,
      jwksFetches: world.jwksServer.requests,
    };
  } finally {
    await world.stop();
  }
}

async function send(
  world: World,
  headers: SignedInHeaders,
  pace: Pace,
  startedAtMs: number,
): Promise<Response> {
  const sentAtMs = pace.now() - startedAtMs;
  const outcome = await world.verifier.verify(toRequestHeaders(headers)).then(
    () => "200",
    (error: unknown) => {
      if (error instanceof AlbAuthError) return `${error.status} ${error.code}`;
      throw error;
    },
  );
  return { sentAtMs, settledAtMs: pace.now() - startedAtMs, outcome };
}

/**
 * The longest time from when the user could not get in, although the servers were up, until the user
 * was in again. A request that takes long is a lock-out as well.
 */
function lockOutMs(responses: readonly Response[], outages: readonly Outage[]): number {
  let longestMs = 0;
  let lockedOutSinceMs: number | undefined;
  for (const { sentAtMs, settledAtMs, outcome } of responses) {
    const isDown = outages.some(
      ({ fromSeconds, toSeconds }) => sentAtMs >= fromSeconds * 1000 && sentAtMs < toSeconds * 1000,
    );
    if (isDown) {
      // What began before this outage is not counted on through it.
      lockedOutSinceMs = undefined;
      continue;
    }
    lockedOutSinceMs ??= sentAtMs;
    longestMs = Math.max(longestMs, settledAtMs - lockedOutSinceMs);
    if (outcome === "200") lockedOutSinceMs = undefined;
  }
  return lockedOutSinceMs === undefined ? longestMs : Number.POSITIVE_INFINITY;
}

function countOutcomes(responses: readonly Response[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of responses) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
