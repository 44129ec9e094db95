import type { NumberedEvent } from "../inspector/event-log.ts";
import { EmulatorError } from "../model/emulator-error.ts";

const defaultTimeoutMs = 5_000;

/** Tells whoever waits about new events. */
export class EventWaiter {
  readonly #listeners = new Set<(event: NumberedEvent) => void>();

  add(event: NumberedEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /**
   * The first event that is wanted, of those that happened and those to come.
   * @throws EmulatorError when none arrives in time
   */
  wait(
    happened: readonly NumberedEvent[],
    isWanted: (event: NumberedEvent) => boolean,
    timeoutMs = defaultTimeoutMs,
  ): Promise<NumberedEvent> {
    const found = happened.find(isWanted);
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
      };
      const listener = (event: NumberedEvent) => {
        try {
          if (!isWanted(event)) return;
          resolve(event);
        } catch (error) {
          reject(error);
        }
        finish();
      };
      const timer = setTimeout(() => {
        finish();
        reject(
          new EmulatorError(
            `No such event within ${timeoutMs} ms, of ${happened.length} before it. Look at events, or give it more time with timeoutMs.`,
          ),
        );
      }, timeoutMs);
      this.#listeners.add(listener);
    });
  }
}
