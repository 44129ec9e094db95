import type { ServerResponse } from "node:http";
import type { EventLog } from "./event-log.ts";

const heartbeatMs = 15_000;

/**
 * Server-sent events: the stored ones first, then new ones. Their ids name the log as well, because a
 * page that was open before a restart continues with the number of the former log.
 * @param lastId Id of the last event that the reader has received; empty for none.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function streamEvents(events: EventLog, lastId: string, response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const [, log, number] = /^([\w-]+):(\d+)$/.exec(lastId) ?? [];
  let last = log === events.id ? Number(number) : 0;
  // A reader that has stalled gets nothing more until it reads on, so that nothing piles up for it.
  const send = () => {
    for (const event of events.after(last)) {
      if (response.writableNeedDrain) return;
      last = event.number;
      response.write(`id: ${events.id}:${event.number}\ndata: ${JSON.stringify(event)}\n\n`);
    }
  };
  response.write("retry: 1000\n\n");
  response.on("drain", send);
  send();
  const stop = events.listen(send);
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(": heartbeat\n\n");
  }, heartbeatMs);
  response.once("close", () => {
    stop();
    clearInterval(heartbeat);
  });
}
