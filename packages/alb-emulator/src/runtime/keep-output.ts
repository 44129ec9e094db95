import type { EventLog } from "../inspector/event-log.ts";
import type { Clock } from "../model/clock.ts";
import { type LogCodes, serviceLogEvent } from "./service-log-line.ts";
import { logNotice, ServiceLogs } from "./service-logs.ts";
import type { OnOutput } from "./services.ts";
import type { StateFolder } from "./state-folder.ts";

/** Options of {@link keepOutput}. */
export interface KeepOutputOptions {
  readonly state: StateFolder;
  readonly events: EventLog;
  readonly clock: Clock;
  readonly logCodes: LogCodes | undefined;
  readonly onNotice: (text: string, explanation?: string) => void;
}

/**
 * Keeps what services print: every line in a file, one with the trace id of a request as an event, and
 * one for the developer's eyes as a notice.
 */
export function keepOutput(options: KeepOutputOptions): OnOutput {
  const { state, events, clock, logCodes, onNotice } = options;
  const logs = new ServiceLogs((...failure) => onNotice(...logNotice(...failure)));
  return (slot, line, stream, isOwnProgram) => {
    const name = `${slot.application}-${slot.name}`;
    logs.append(state.logFile(name), line);
    const event = serviceLogEvent(slot, line, clock(), logCodes);
    if (event) events.add({ source: "service-log", event });
    if (stream === "stderr" || isOwnProgram) onNotice(`${name} | ${line}`);
  };
}
