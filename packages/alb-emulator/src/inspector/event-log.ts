import type { LoadBalancerEvent } from "../model/event.ts";
import type { ReplayEvent } from "../model/replay-event.ts";
import type { ServiceLogEvent } from "../model/service-log-event.ts";
import type { UserPoolEvent } from "../model/user-pool-event.ts";

/** Something that happened in the load balancer, in Cognito, in a service or in the emulator itself. */
export type EmulatorEvent =
  | { readonly source: "load-balancer"; readonly event: LoadBalancerEvent }
  | { readonly source: "user-pool"; readonly event: UserPoolEvent }
  | { readonly source: "service-log"; readonly event: ServiceLogEvent }
  | { readonly source: "replay"; readonly event: ReplayEvent }
  | { readonly source: "notice"; readonly event: Notice };

/** A message from the emulator itself. */
export interface Notice {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
  /** What is wrong, why it matters and what to do; absent where nothing is wrong. */
  readonly explanation: string | undefined;
}

export type NumberedEvent = EmulatorEvent & { readonly number: number };

const maxEvents = 1_000;

/** Stores the latest events and passes new ones to its listeners. */
export class EventLog {
  /** Tells this log from the one of another start, whose numbers begin at 1 as well. */
  readonly id = crypto.randomUUID();
  readonly #events: NumberedEvent[] = [];
  readonly #listeners = new Set<(event: NumberedEvent) => void>();
  #nextNumber = 1;

  add(event: EmulatorEvent): void {
    const numbered = { ...event, number: this.#nextNumber++ };
    this.#events.push(numbered);
    if (this.#events.length > maxEvents) this.#events.shift();
    for (const listener of this.#listeners) listener(numbered);
  }

  /** @returns the stored events after this number. */
  after(number: number): NumberedEvent[] {
    return this.#events.filter((event) => event.number > number);
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** @returns a function that removes the listener. */
  listen(listener: (event: NumberedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
