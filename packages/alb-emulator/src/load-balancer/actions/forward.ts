import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { EventTarget } from "../../model/event.ts";
import type { ForwardAction } from "../../model/load-balancer.ts";
import { targetUnreachable } from "../checks/network.ts";
import type { Engine } from "../engine.ts";
import { send, statusPage } from "../http/response.ts";
import { chooseByWeight } from "../targets/target-pool.ts";
import { decodeToken } from "../tokens/decode-token.ts";
import type { RequestRecord } from "../trace/request-trace.ts";
import { type SignedIn, type TargetHeaders, targetHeaders } from "./target-headers.ts";
import type { TargetProxy } from "./target-proxy.ts";

/** A request and where its response goes; a WebSocket handshake has a bare socket as well. */
export interface Connection {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly upgrade: { readonly socket: Socket; readonly head: Buffer } | undefined;
}

/** Options of {@link forward}. */
export interface ForwardOptions {
  readonly engine: Engine;
  readonly proxy: TargetProxy;
  readonly record: RequestRecord;
  readonly action: ForwardAction;
  readonly signedIn: SignedIn | undefined;
  readonly setCookies: readonly string[];
}

/** Hands a request to a target of one of the action's target groups. */
export async function forward(connection: Connection, options: ForwardOptions): Promise<void> {
  const { engine, proxy, record, action, signedIn, setCookies } = options;
  const { request, response, upgrade } = connection;
  const arn = chooseByWeight(action.targetGroups, Math.random());
  const targetGroup = arn === undefined ? undefined : engine.targets.find(arn);
  const target = targetGroup && engine.targets.pick(targetGroup);
  record.targetGroupArn = arn;
  if (targetGroup === undefined || target === undefined) {
    record.explanation = `Target group ${targetGroup?.address ?? arn ?? "(every weight is 0)"} has no targets, so the load balancer answers 503. Start the service, or name a program with --service ${targetGroup?.service ?? "<name>"}=<address>.`;
    send(response, statusPage(503));
    return;
  }
  const blocked = targetUnreachable(engine.model.network, targetGroup);
  if (blocked !== undefined) {
    record.explanation = blocked;
    send(response, statusPage(504));
    return;
  }
  const headers = targetHeaders(engine, record, request, signedIn);
  record.target = describe(targetGroup.name, targetGroup.service, target, headers);
  record.targetAddress = `${target.hostname}:${target.port}`;
  const passage = { record, headers: headers.all, setCookies };
  await (upgrade === undefined
    ? proxy.web(request, response, target, passage)
    : proxy.ws(request, upgrade, response, target, passage));
}

function describe(
  targetGroup: string,
  service: string | undefined,
  target: URL,
  { added }: TargetHeaders,
): EventTarget {
  return {
    targetGroup,
    service,
    url: target.origin,
    status: undefined,
    headers: added.map(([name, value]) => ({
      name,
      value,
      token: /^x-amzn-oidc-(data|accesstoken)$/.test(name) ? decodeToken(value) : undefined,
    })),
  };
}
