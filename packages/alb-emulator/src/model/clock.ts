/** Tells the time: milliseconds since 1970. */
export type Clock = () => number;

/** Of this machine. Tests that replace `Date` replace its time as well. */
export const systemClock: Clock = () => Date.now();

/** Seconds since 1970, as tokens count. */
export function secondsOf(now: Clock): number {
  return Math.floor(now() / 1000);
}
