import type { IncomingMessage } from "node:http";
import type { AuthenticateCognitoAction } from "../../model/load-balancer.ts";
import { forwardedHeaders, traceHeader } from "../http/forwarded-headers.ts";
import { toRealHeader } from "../http/header-translation.ts";
import type { Session } from "../session/session.ts";
import { oidcHeaderNames, oidcHeaders } from "../tokens/oidc-headers.ts";
import type { ReceivedRequest } from "../trace/request-trace.ts";
import type { ForwardingContext } from "./forwarding-context.ts";

/** Who is signed in, and by which action. */
export interface SignedIn {
  readonly action: AuthenticateCognitoAction;
  readonly session: Session;
}

export type Header = readonly [name: string, value: string];

/** Headers for the target: all of them, and those that the load balancer added or replaced. */
export interface TargetHeaders {
  readonly all: readonly Header[];
  readonly added: readonly Header[];
}

const hopByHop = new Set([
  "connection",
  "expect",
  "http2-settings",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
]);

const validName = /^[A-Za-z0-9-]+$/;

/** The client's headers as they were sent, and the load balancer's own. */
export function targetHeaders(
  { headerPolicy, keys, locations, loadBalancerArn, now }: ForwardingContext,
  request: IncomingMessage,
  { attributes, traceId, isWebSocket }: ReceivedRequest,
  signedIn: SignedIn | undefined,
): TargetHeaders {
  const signer = { key: keys.current, loadBalancerArn, nowMs: now() };
  const added: readonly Header[] = [
    ...forwardedHeaders(attributes, headerPolicy.xffHeaderProcessingMode),
    ["X-Amzn-Trace-Id", traceHeader(attributes, traceId)],
    ...(signedIn === undefined
      ? []
      : oidcHeaders(signer, signedIn.action.provider, signedIn.session)),
  ];
  const dropped = new Set([
    ...hopByHop,
    ...connectionOptions(request),
    "x-forwarded-for",
    ...added.map(([name]) => name.toLowerCase()),
    // AWS does not document what happens to a client's copies without a session.
    ...(headerPolicy.clientOidcHeaders === "strip" ? oidcHeaderNames : []),
  ]);
  const passed = attributes.headers
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .filter(([name]) => !headerPolicy.dropInvalidHeaderFields || validName.test(name))
    .map(([name, value]): Header => [name, toRealHeader(locations, attributes, name, value)]);
  const upgrade: readonly Header[] = isWebSocket
    ? [
        ["Connection", "Upgrade"],
        ["Upgrade", request.headers.upgrade ?? "websocket"],
      ]
    : [];
  return { all: [...passed, ...added, ...upgrade], added };
}

/** Headers that the client declares to be for this connection only. */
function connectionOptions({ headers }: IncomingMessage): readonly string[] {
  return (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
}
