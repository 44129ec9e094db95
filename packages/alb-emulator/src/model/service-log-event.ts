/** A line in the log of a service's program that names a request. */
export interface ServiceLogEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly application: string;
  readonly service: string;
  /** Trace id of the request, as in {@link LoadBalancerEvent.id}. */
  readonly requestId: string;
  /** Fields of the line in its own order; texts and numbers only, long values are cut. */
  readonly fields: Readonly<Record<string, string>>;
  /** What the line's `code` means and what to do about it; absent for a code that is not known. */
  readonly explanation: string | undefined;
  /** The line as written; cut when it is very long. */
  readonly line: string;
}
