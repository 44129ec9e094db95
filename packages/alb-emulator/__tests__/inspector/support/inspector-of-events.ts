import { EventLog } from "../../../src/inspector/event-log.ts";
import { exportCommand } from "../../../src/inspector/export-command.ts";
import type { Overview } from "../../../src/inspector/overview.ts";
import { startInspector } from "../../../src/inspector/start-inspector.ts";

/** An inspector of events that a test adds, without load balancers. */
export async function startInspectorOfEvents(overview: Overview) {
  const events = new EventLog();
  const inspector = await startInspector({
    port: 0,
    events,
    missing: async () => [],
    overview: () => overview,
    secrets: () => [],
    commands: { export: exportCommand(events, () => []) },
  });
  return { events, url: inspector.url, close: () => inspector.close() };
}
