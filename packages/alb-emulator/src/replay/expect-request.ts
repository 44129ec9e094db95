import type { EventLog } from "../inspector/event-log.ts";
import { EmulatorError } from "../model/emulator-error.ts";
import type { LoadBalancerEvent } from "../model/event.ts";

/** Events of requests from now on. */
export interface ExpectedRequest {
  /**
   * The event of the request that comes from this port.
   * @throws EmulatorError when it is not reported in time.
   */
  from(clientPort: number): Promise<LoadBalancerEvent>;
  stop(): void;
}

/** It is reported when the connection has finished with the response. */
const timeoutMs = 10_000;

export function expectRequest(events: EventLog): ExpectedRequest {
  const seen = new Map<number, LoadBalancerEvent>();
  let check = () => {};
  const stop = events.listen((entry) => {
    if (entry.source !== "load-balancer") return;
    seen.set(entry.event.request.clientPort, entry.event);
    check();
  });
  return {
    stop,
    from: (clientPort) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(
            new EmulatorError(
              "The request was sent, but the load balancer did not report it. Look for it in the list.",
            ),
          );
        }, timeoutMs);
        check = () => {
          const event = seen.get(clientPort);
          if (event === undefined) return;
          clearTimeout(timer);
          resolve(event);
        };
        check();
      }),
  };
}
