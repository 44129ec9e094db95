import type { LoadBalancerEvent } from "../model/event.ts";
import type { UserPoolEvent } from "../model/user-pool-event.ts";

/** One thing that happened, from either stand-in or from `npm start` itself. */
export type StandInEvent =
  | { readonly source: "load-balancer"; readonly event: LoadBalancerEvent }
  | { readonly source: "identity"; readonly event: UserPoolEvent }
  | { readonly source: "notice"; readonly event: Notice };

export interface Notice {
  readonly at: number;
  readonly text: string;
  /** Why something is not served, and how to put it right. */
  readonly explanation: string | undefined;
}

export type NumberedEvent = StandInEvent & { readonly number: number };

const keptEvents = 500;

/** The latest events, and whoever wants to hear of new ones. */
export class EventLog {
  readonly #events: NumberedEvent[] = [];
  readonly #listeners = new Set<(event: NumberedEvent) => void>();
  #next = 1;

  add(event: StandInEvent): void {
    const numbered = { ...event, number: this.#next++ };
    this.#events.push(numbered);
    if (this.#events.length > keptEvents) this.#events.shift();
    for (const listener of this.#listeners) listener(numbered);
  }

  /** What happened after this number and is still kept. */
  after(number: number): NumberedEvent[] {
    return this.#events.filter((event) => event.number > number);
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  listen(listener: (event: NumberedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
