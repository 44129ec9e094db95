import { type Clock, systemClock } from "../model/clock.ts";
import { EmulatorError } from "../model/emulator-error.ts";

/** A clock that goes on from the time that it was set to. */
export class SettableClock {
  #offsetMs = 0;

  constructor(private readonly base: Clock = systemClock) {}

  /** Milliseconds since 1970. */
  readonly now: Clock = () => this.base() + this.#offsetMs;

  /**
   * @param time A `Date`, ISO 8601, or milliseconds since 1970.
   * @throws EmulatorError when it is not a time
   */
  set(time: Date | string | number): void {
    const timeMs = new Date(time).getTime();
    if (Number.isNaN(timeMs)) {
      throw new EmulatorError(
        `"${String(time)}" is not a time, so the emulator's clock cannot be set to it. Use a Date, milliseconds since 1970, or ISO 8601 such as "2030-01-01T12:00:00Z".`,
      );
    }
    this.#offsetMs = timeMs - this.base();
  }
}
