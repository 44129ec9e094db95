import { checkTarget } from "../check-target/check-target.ts";
import { parseTarget } from "../check-target/parse-target.ts";
import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import type { EventLog } from "../inspector/event-log.ts";
import { exportCommand } from "../inspector/export-command.ts";
import type { PageCommand } from "../inspector/page-command.ts";
import { portOf } from "../local-client/local-browser.ts";
import type { EmulatorModel } from "../model/emulator-model.ts";
import { expectRequest } from "../replay/expect-request.ts";
import { parseReplayRequest } from "../replay/parse-replay-request.ts";
import { Replayer } from "../replay/replayer.ts";
import { knownSecrets } from "./known-secrets.ts";
import type { RunningApplication } from "./model-server.ts";

/** What the inspector's commands need of the emulator; a reload replaces what it returns. */
export interface InspectorCommandsOptions {
  readonly events: EventLog;
  readonly model: () => EmulatorModel | undefined;
  readonly emulator: {
    readonly applications: readonly RunningApplication[];
    readonly userPools: readonly RunningUserPool[];
  };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @default "127.0.0.1" */
  readonly listenAddress: string | undefined;
}

/** What the buttons of the inspector's page do, by the path that the page posts to. */
export function inspectorCommands(
  options: InspectorCommandsOptions,
): Readonly<Record<string, PageCommand>> {
  const { events, emulator } = options;
  const applications = () => emulator.applications;
  const userPools = () => emulator.userPools;
  const replayer = new Replayer({
    model: options.model,
    loadBalancerOf: ({ arn }) =>
      applications().find(({ model }) => model.arn === arn)?.loadBalancer,
    userPools,
    served: () => ({
      address: reachable(options.listenAddress),
      ports: servedPorts(applications(), userPools()),
    }),
    now: options.now,
    expectRequest: () => expectRequest(events),
    onReplay: (event) => events.add({ source: "replay", event }),
  });
  return {
    "check-target": (input) => checkTarget(emulator, parseTarget(input)),
    export: exportCommand(events, () => knownSecrets(userPools(), options.model())),
    replay: (input) => replayer.replay(parseReplayRequest(input)),
    explain: (input) => replayer.explain(parseReplayRequest(input)),
  };
}

/** Requests of the page reach these only. */
function servedPorts(
  applications: readonly RunningApplication[],
  userPools: readonly RunningUserPool[],
): ReadonlySet<number> {
  const domains = userPools.flatMap(({ domainUrl }) => (domainUrl ? [portOf(domainUrl)] : []));
  const listeners = applications.flatMap(({ loadBalancer }) => [...loadBalancer.ports.values()]);
  return new Set([...listeners, ...domains]);
}

/** Every interface includes loopback. */
function reachable(listenAddress = "127.0.0.1"): string {
  return ["0.0.0.0", "::"].includes(listenAddress) ? "127.0.0.1" : listenAddress;
}
