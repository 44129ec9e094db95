import type { ServerState } from "./key-servers.ts";
import type { Forger, World } from "./world.ts";

/** What happens to the key servers while an honest user sends requests. */
export interface Scenario {
  readonly name: string;
  readonly durationSeconds: number;
  /** Whether the process has no key in memory yet. */
  readonly isNewProcess?: boolean;
  /** Whether readiness is checked beside the requests, as often as these. */
  readonly isProbed?: boolean;
  readonly forgers?: readonly Forger[];
  readonly events: readonly ScenarioEvent[];
  /** Whether the endpoint says in the name of S3 that a key does not exist, which means 401. */
  readonly mayBeRejected?: boolean;
  /** When a key server is down, so that a request may get 503. */
  readonly outages?: readonly Outage[];
}

export interface ScenarioEvent {
  readonly atSeconds: number;
  readonly happen: (world: World) => void;
}

export interface Outage {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/** For how long the user may be locked out after an outage, or without one. */
export const maxLockOutSeconds = 2;

type ServerName = "jwksServer" | "publicKeyServer";
type Change = "process started" | "pool key rotates" | "load balancer key rotates";

function change(world: World, what: Change): void {
  if (what === "pool key rotates") world.rotatePoolKey();
  if (what === "load balancer key rotates") world.rotateLoadBalancerKey();
}

/** A key server is down while something changes that makes its keys necessary. */
function outage(
  seconds: number,
  server: ServerName,
  state: ServerState,
  what: Change,
  forgers: readonly Forger[] = [],
): Scenario {
  const fromSeconds = forgers.length > 0 ? 5 : 0;
  const toSeconds = fromSeconds + seconds;
  return {
    name: `${server} ${label(state)} for ${seconds} s, ${what}${by(forgers)}`,
    durationSeconds: toSeconds + 8,
    isNewProcess: what === "process started",
    forgers,
    events: [
      {
        atSeconds: fromSeconds,
        happen: (world) => {
          world[server].state = state;
          change(world, what);
        },
      },
      {
        atSeconds: toSeconds,
        happen: (world) => {
          world[server].state = "up";
        },
      },
    ],
    outages: [{ fromSeconds, toSeconds }],
  };
}

function probed(scenario: Scenario): Scenario {
  return { ...scenario, name: `${scenario.name}, with readiness checks`, isProbed: true };
}

function label(state: ServerState): string {
  return typeof state === "number" ? `returns ${state}` : state;
}

function by(forgers: readonly Forger[]): string {
  return forgers.length === 0 ? "" : `, forged by: ${forgers.join(" + ")}`;
}

/** Forged requests before, during and after a change, while every server is up. */
function flood(forgers: readonly Forger[], what: Change, beforeSeconds: number): Scenario {
  return {
    name: `${what}${by(forgers)}`,
    durationSeconds: beforeSeconds + 20,
    isNewProcess: what === "process started",
    forgers,
    events: [{ atSeconds: beforeSeconds, happen: (world) => change(world, what) }],
  };
}

/** The public-key endpoint is up for a second and fails for a second, in turn. */
function alternating(state: ServerState): Scenario {
  const seconds = Array.from({ length: 40 }, (_, second) => second);
  return {
    name: `publicKeyServer ${label(state)} every other second, 5 rotations`,
    durationSeconds: 40,
    mayBeRejected: state === "denied",
    events: [
      ...seconds.map((second) => ({
        atSeconds: second,
        happen: (world: World) => {
          world.publicKeyServer.state = second % 2 === 0 ? state : "up";
        },
      })),
      ...[4, 11.9, 18.5, 26.7, 33.3].map((atSeconds) => ({
        atSeconds,
        happen: (world: World) => world.rotateLoadBalancerKey(),
      })),
    ],
    outages: seconds
      .filter((second) => second % 2 === 0)
      .map((second) => ({ fromSeconds: second, toSeconds: second + 1 })),
  };
}

/** The public-key endpoint fails for a moment while the key in use is due for a refresh. */
function passing(state: ServerState, seconds: number): Scenario {
  return {
    name: `publicKeyServer ${label(state)} for ${seconds} s, key in use`,
    durationSeconds: seconds + 5,
    forgers: ["wrong signature"],
    events: [
      {
        atSeconds: 1,
        happen: (world) => {
          world.passHours(2);
          world.publicKeyServer.state = state;
        },
      },
      {
        atSeconds: 1 + seconds,
        happen: (world) => {
          world.publicKeyServer.state = "up";
        },
      },
    ],
  };
}

const strangers = ["stranger, data tokens", "stranger, access tokens"] as const;

export const scenarios: readonly Scenario[] = [
  outage(5, "jwksServer", "refuses", "process started"),
  probed(outage(8, "jwksServer", "refuses", "process started")),
  outage(5, "jwksServer", "refuses", "pool key rotates"),
  outage(30, "jwksServer", 503, "pool key rotates"),
  outage(30, "jwksServer", 403, "process started"),
  outage(30, "jwksServer", "hangs", "process started"),
  outage(5, "jwksServer", "hangs", "pool key rotates"),
  outage(5, "publicKeyServer", "refuses", "process started"),
  outage(5, "publicKeyServer", "refuses", "load balancer key rotates"),
  outage(30, "publicKeyServer", "refuses", "load balancer key rotates"),
  outage(30, "publicKeyServer", 403, "load balancer key rotates"),
  outage(30, "publicKeyServer", 429, "load balancer key rotates"),
  outage(30, "publicKeyServer", "hangs", "load balancer key rotates"),
  outage(30, "publicKeyServer", "refuses", "load balancer key rotates", [...strangers, "user"]),
  outage(30, "jwksServer", "refuses", "pool key rotates", [...strangers, "user"]),
  flood(["stranger, data tokens"], "load balancer key rotates", 60),
  flood(["stranger, access tokens"], "load balancer key rotates", 10),
  flood(["stranger, data tokens"], "pool key rotates", 10),
  flood(["stranger, access tokens"], "pool key rotates", 60),
  flood(["user"], "load balancer key rotates", 60),
  flood(["user"], "pool key rotates", 10),
  flood(strangers, "process started", 0),
  flood(["user"], "process started", 0),
  passing("denied", 0.5),
  passing(403, 0.5),
  passing("denied", 30),
  alternating("denied"),
  alternating(403),
];
