import { oidcHeaderNames, type RequestHeaders } from "../oidc-headers.ts";
import type { AlbEvent } from "./event.ts";

const names: ReadonlySet<string> = new Set(oidcHeaderNames);

/** An event's three headers, and the event without them, so that no handler and no log sees a raw token. */
export interface TakenHeaders<Event> {
  readonly headers: RequestHeaders;
  readonly event: Event;
}

/** Leaves the given event as it is. */
export function takeEventHeaders<Event extends AlbEvent>(event: Event): TakenHeaders<Event> {
  const taken: Record<string, string[]> = {};

  function withoutTokens<Value>(headers: Readonly<Record<string, Value>>): Record<string, Value> {
    const others = Object.entries(headers).filter(([rawName, value]) => {
      const name = rawName.toLowerCase();
      const isBearer = name === "authorization";
      if (!names.has(name) && !isBearer) return true;
      taken[name] = [...(taken[name] ?? []), value].flat() as string[];
      return isBearer;
    });
    return Object.fromEntries(others);
  }

  const { headers, multiValueHeaders } = event;
  return {
    event: {
      ...event,
      ...(headers && { headers: withoutTokens(headers) }),
      ...(multiValueHeaders && { multiValueHeaders: withoutTokens(multiValueHeaders) }),
    },
    headers: taken,
  };
}
