import type { IncomingMessage } from "node:http";
import type { AuthenticateCognitoAction } from "../../model/load-balancer.ts";
import type { Engine } from "../engine.ts";
import { forwardedHeaders, traceHeader } from "../http/forwarded-headers.ts";
import { realHeader } from "../http/translate-headers.ts";
import type { Session } from "../session/session.ts";
import { oidcHeaderNames, oidcHeaders } from "../tokens/oidc-headers.ts";
import type { RequestRecord } from "../trace/request-trace.ts";

/** Who is signed in, if anybody, and by which action. */
export interface SignedIn {
  readonly action: AuthenticateCognitoAction;
  readonly session: Session;
}

export type Header = readonly [name: string, value: string];

/** Headers for the target: everything, and those the load balancer added or replaced. */
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

/** What the target receives: the client's headers as they were sent, and the load balancer's own. */
export function targetHeaders(
  engine: Engine,
  record: RequestRecord,
  request: IncomingMessage,
  signedIn: SignedIn | undefined,
): TargetHeaders {
  const { facts } = record;
  const added: readonly Header[] = [
    ...forwardedHeaders(facts, engine.model.xffHeaderProcessingMode),
    ["X-Amzn-Trace-Id", traceHeader(facts, record.traceId)],
    ...(signedIn === undefined
      ? []
      : oidcHeaders(engine, signedIn.action.provider, signedIn.session)),
  ];
  const dropped = new Set([
    ...hopByHop,
    ...connectionOptions(request),
    "x-forwarded-for",
    ...added.map(([name]) => name.toLowerCase()),
    // Without a session AWS documents nothing about a client's copies: the switch decides.
    ...(engine.clientOidcHeaders === "strip" ? oidcHeaderNames : []),
  ]);
  const kept = facts.headers
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .filter(([name]) => !engine.model.dropInvalidHeaderFields || validName.test(name))
    .map(([name, value]): Header => [name, realHeader(engine, facts, name, value)]);
  const upgrade: readonly Header[] = record.webSocket
    ? [
        ["Connection", "Upgrade"],
        ["Upgrade", request.headers.upgrade ?? "websocket"],
      ]
    : [];
  return { all: [...kept, ...added, ...upgrade], added };
}

/** Headers that the client declares to be for this connection only. */
function connectionOptions({ headers }: IncomingMessage): readonly string[] {
  return (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
}
