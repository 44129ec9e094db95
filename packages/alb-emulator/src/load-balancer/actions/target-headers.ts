import type { IncomingMessage } from "node:http";
import type { LoginAction } from "../../model/login-action.ts";
import { forwardedHeaders, traceHeader } from "../http/forwarded-headers.ts";
import { toRealHeader } from "../http/header-translation.ts";
import { connectionOptions, hopByHopHeaders } from "../http/hop-by-hop.ts";
import type { Session } from "../session/session.ts";
import { withoutSessionCookie } from "../session/without-session-cookie.ts";
import { oidcHeaderNames, oidcHeaders } from "../tokens/oidc-headers.ts";
import type { ReceivedRequest } from "../trace/request-trace.ts";
import type { ForwardingContext } from "./forwarding-context.ts";

/** The authenticate action that a request passed, and who is signed in. */
export interface Authentication {
  readonly action: LoginAction;
  /** Absent when the action lets requests without a session pass. */
  readonly session: Session | undefined;
}

export type Header = readonly [name: string, value: string];

/** Headers for the target: all of them, and those that the load balancer added or replaced. */
export interface TargetHeaders {
  readonly all: readonly Header[];
  readonly added: readonly Header[];
}

const validName = /^[A-Za-z0-9-]+$/;

export interface TargetHeaderOptions {
  /** Absent without an authenticate action. */
  readonly authentication: Authentication | undefined;
  /** In place of the request's own; absent where no transform rewrites it. */
  readonly host: string | undefined;
}

/** The load balancer's own headers, then the client's as they were sent: AWS's order. */
export function targetHeaders(
  { headerPolicy, keys, locations, loadBalancerArn, now }: ForwardingContext,
  request: IncomingMessage,
  { attributes, traceId, isWebSocket }: ReceivedRequest,
  { authentication, host }: TargetHeaderOptions,
): TargetHeaders {
  const signer = { key: keys.current, loadBalancerArn, nowMs: now() };
  const added: readonly Header[] = [
    ...forwardedHeaders(attributes, headerPolicy.xffHeaderProcessingMode),
    ["X-Amzn-Trace-Id", traceHeader(attributes, traceId)],
    ...(authentication?.session === undefined
      ? []
      : oidcHeaders(signer, authentication.action.provider, authentication.session)),
  ];
  const dropped = new Set([
    ...hopByHopHeaders,
    ...connectionOptions(request.headers),
    "expect",
    "x-forwarded-for",
    ...added.map(([name]) => name.toLowerCase()),
    // AWS does not document what happens to a client's copies without a session.
    ...(headerPolicy.clientOidcHeaders === "strip" ? oidcHeaderNames : []),
  ]);
  const passed = attributes.headers
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .filter(([name]) => !headerPolicy.dropInvalidHeaderFields || validName.test(name))
    .map(([name, value]): Header => {
      if (authentication !== undefined && name.toLowerCase() === "cookie") {
        return [name, withoutSessionCookie(value, authentication.action.sessionCookieName)];
      }
      if (host !== undefined && name.toLowerCase() === "host") return [name, host];
      return [
        name,
        toRealHeader(locations, attributes, headerPolicy.preserveHostHeader, [name, value]),
      ];
    });
  const upgrade: readonly Header[] = isWebSocket
    ? [
        ["Upgrade", request.headers.upgrade ?? "websocket"],
        ["Connection", "upgrade"],
      ]
    : [];
  const isBeforeHost = ([name]: Header) => name.startsWith("X-Forwarded-");
  const isHost = ([name]: Header) => name.toLowerCase() === "host";
  return {
    all: [
      ...added.filter(isBeforeHost),
      ...passed.filter(isHost),
      ...added.filter((header) => !isBeforeHost(header)),
      ...upgrade,
      ...passed.filter((header) => !isHost(header)),
    ],
    added,
  };
}
