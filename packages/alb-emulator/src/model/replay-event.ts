/** A request was sent again from the inspector. */
export interface ReplayEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Id of the request that was sent. */
  readonly entry: string;
  /** Id of the request that it repeats; absent when the client did not say. */
  readonly original: string | undefined;
  /** Who signed in for it; absent for nobody. */
  readonly user: string | undefined;
}
