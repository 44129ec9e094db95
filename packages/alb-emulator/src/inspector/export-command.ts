import * as z from "zod";
import { EmulatorError } from "../model/emulator-error.ts";
import type { EventLog, NumberedEvent } from "./event-log.ts";
import { harOf } from "./har.ts";
import type { PageCommand } from "./page-command.ts";

const exportSchema = z.strictObject({ requests: z.array(z.string()) });

/**
 * Exports the requests with the given ids, as far as they are stored.
 * @throws EmulatorError for anything but `{ requests: [...] }`
 */
export function exportCommand(events: EventLog, secrets: () => readonly string[]): PageCommand {
  return (input) => {
    const parsed = exportSchema.safeParse(input);
    if (!parsed.success) {
      throw new EmulatorError(
        'An export needs the ids of its requests, as in {"requests": ["1-67891233-abcdef012345678912345678"]}.',
      );
    }
    const wanted = new Set(parsed.data.requests);
    const selected = events.after(0).filter((entry) => wanted.has(idOf(entry) ?? ""));
    return harOf(selected, secrets());
  };
}

function idOf(entry: NumberedEvent): string | undefined {
  if (entry.source === "load-balancer") return entry.event.id;
  return entry.source === "user-pool" ? entry.event.request.id : undefined;
}
