import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Clock } from "../../model/clock.ts";

/** A request and its response. A WebSocket handshake has the bare socket as well. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly now: Clock;
  /** Where the inspector shows this request; absent without an inspector. */
  readonly entryUrl: string | undefined;
  readonly upgrade: { readonly socket: Socket; readonly head: Buffer } | undefined;
}
