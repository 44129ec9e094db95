/** Everything about one request that somebody may want to see. */
export interface LoadBalancerEvent {
  /** The request's own id; also in `X-Amzn-Trace-Id`. */
  readonly id: string;
  readonly loadBalancer: string;
  readonly application: string;
  /** ISO 8601, when the request arrived. */
  readonly startedAt: string;
  readonly request: EventRequest;
  /** In the order they were tried; the last one matched. Empty when a request never got to the rules. */
  readonly rules: readonly RuleTrial[];
  /** As in the access log: `authenticate`, `forward`, `redirect`, `fixed-response`. */
  readonly actions: readonly string[];
  readonly login: readonly LoginStep[];
  /** What was decided about the session, in words; absent without an authenticate action. */
  readonly session: SessionReport | undefined;
  readonly target: EventTarget | undefined;
  readonly response: EventResponse;
  /** As in the access log, such as `AuthInvalidStateParam`. */
  readonly errorReason: string | undefined;
  /** What failed and how to mend it, for somebody who sees this for the first time. */
  readonly explanation: string | undefined;
  readonly timings: EventTimings;
}

export interface EventRequest {
  readonly method: string;
  /** The real address, as AWS would see it. */
  readonly url: string;
  readonly host: string;
  readonly path: string;
  readonly clientAddress: string;
  readonly userAgent: string | undefined;
  readonly webSocket: boolean;
}

export interface RuleTrial {
  readonly priority: number | "default";
  readonly arn: string;
  readonly address: string;
  readonly matched: boolean;
  /** Why not: one sentence for each condition that failed. */
  readonly mismatches: readonly string[];
}

/** One arrow of a sequence diagram. */
export interface LoginStep {
  readonly from: "browser" | "load balancer" | "Cognito" | "target";
  readonly to: "browser" | "load balancer" | "Cognito" | "target";
  readonly text: string;
  readonly ok: boolean;
  readonly durationMs: number | undefined;
}

export interface SessionReport {
  readonly cookieName: string;
  readonly state: "none" | "valid" | "refreshed" | "expired" | "invalid" | "created";
  /** Scopes that the rule asks for. */
  readonly scope: string;
  readonly subject: string | undefined;
  readonly sessionExpiresAt: string | undefined;
  readonly accessTokenExpiresAt: string | undefined;
  readonly cookieShards: number;
}

export interface EventTarget {
  readonly targetGroup: string;
  readonly service: string | undefined;
  readonly url: string | undefined;
  readonly status: number | undefined;
  /** The headers that the load balancer added or replaced, in order. */
  readonly headers: readonly SentHeader[];
}

export interface SentHeader {
  readonly name: string;
  readonly value: string;
  /** Of a header that holds a token. */
  readonly token: DecodedToken | undefined;
}

export interface DecodedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface EventResponse {
  readonly status: number;
  /** Where a redirect leads, as the real address. */
  readonly location: string | undefined;
  /** Whether load balancer or target chose the status. */
  readonly by: "load balancer" | "target";
}

export interface EventTimings {
  readonly totalMs: number;
  /** Talking to the token and user info endpoints. */
  readonly loginMs: number;
  /** Until the target's response headers. */
  readonly targetMs: number | undefined;
}
