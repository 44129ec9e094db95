import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import type { LoadBalancerEvent } from "../model/event.ts";
import type { Listener } from "../model/load-balancer.ts";
import type { Connection } from "./actions/forward.ts";
import type { TargetProxy } from "./actions/target-proxy.ts";
import { listenerUnreachable } from "./checks/network.ts";
import type { Engine } from "./engine.ts";
import { handleRequest } from "./handle-request.ts";
import { Connections, tlsOf } from "./http/connections.ts";
import { createTraceId } from "./http/forwarded-headers.ts";
import { maximumRequestHeadBytes } from "./http/limits.ts";
import { requestFacts } from "./http/request-attributes.ts";
import { send, statusPage } from "./http/response.ts";
import type { AccessLog } from "./trace/access-log.ts";
import { accessLogLine } from "./trace/access-log-line.ts";
import { RequestRecord } from "./trace/request-trace.ts";
import { toEvent } from "./trace/to-event.ts";

/** Certificate and key in PEM. */
export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

/** Options of {@link createListenerServer}. */
export interface ListenerServerOptions {
  readonly engine: Engine;
  readonly proxy: TargetProxy;
  readonly accessLog: AccessLog;
  readonly onEvent: (event: LoadBalancerEvent) => void;
  /** @default - plain HTTP */
  readonly tls: TlsFiles | undefined;
}

/** The server of one listener. It writes down every request, also those that are never answered. */
export function createListenerServer(listener: Listener, options: ListenerServerOptions) {
  const { engine, proxy } = options;
  const connections = new Connections();
  const blocked = listenerUnreachable(engine.model.network, listener.port);

  const handle = (connection: Connection) => {
    const { request, response, upgrade } = connection;
    const nowMs = engine.now();
    const facts = requestFacts(request, listener, engine.peerAddress);
    const record = new RequestRecord(facts, createTraceId(nowMs), upgrade !== undefined, nowMs);
    const { socket } = request;
    const publish = once((status: number) =>
      options.onEvent(toEvent(engine.model, record, status)),
    );
    const finish = once((status: number) => {
      log(options, listener, connections, record, socket, status);
      publish(status);
    });
    if (blocked !== undefined) {
      record.explanation = blocked;
      finish(0);
      socket.destroy();
      return;
    }
    // A client that leaves before it has its answer gets 460 in AWS's log.
    const status = () => (response.writableFinished ? response.statusCode : 460);
    if (upgrade === undefined) {
      response.once("close", () => finish(status()));
    } else {
      record.onUpgraded = () => publish(101);
      upgrade.socket.once("close", () => finish(record.targetStatus ?? status()));
    }
    handleRequest(engine, proxy, listener, record, connection).catch((error: unknown) => {
      record.explanation = `The stand-in itself failed: ${error instanceof Error ? error.stack : error}`;
      send(response, statusPage(500));
    });
  };

  const answer: RequestListener = (request, response) =>
    handle({ request, response, upgrade: undefined });
  const server = create(answer, options.tls, engine.model.idleTimeoutSeconds);
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    // AWS upgrades to WebSocket alone; what asks for anything else is a request like any other.
    const isWebSocket = request.headers.upgrade?.toLowerCase() === "websocket";
    const upgrade = isWebSocket && request.method === "GET" ? { socket, head } : undefined;
    handle({ request, response: responseOn(request, socket), upgrade });
  });
  server.on("clientError", (_error, socket) => {
    if (!socket.writable) return;
    socket.end("HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\nConnection: close\r\n\r\n");
  });
  return server;
}

function create(answer: RequestListener, tls: TlsFiles | undefined, idleTimeoutSeconds: number) {
  const settings = {
    maxHeaderSize: maximumRequestHeadBytes,
    keepAliveTimeout: idleTimeoutSeconds * 1000,
    requestTimeout: 0,
    // Checked with the other limits, so that it is written down as well.
    requireHostHeader: false,
  };
  return tls === undefined
    ? createServer(settings, answer)
    : createTlsServer({ ...settings, ...tls }, answer);
}

/** A handshake that does not become a WebSocket is answered like any other request. */
function responseOn(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once("finish", () => socket.end());
  return response;
}

function log(
  { engine, accessLog }: ListenerServerOptions,
  listener: Listener,
  connections: Connections,
  record: RequestRecord,
  socket: Socket,
  status: number,
): void {
  const { received, sent } = connections.bytesSinceLast(socket);
  const line = accessLogLine(record, {
    loadBalancerArn: engine.model.arn,
    certificateArn: listener.certificateArn,
    status,
    receivedBytes: received,
    sentBytes: sent,
    connectionTraceId: connections.traceId(socket),
    finishedAtMs: engine.now(),
    finishedAt: performance.now(),
    tls: tlsOf(socket),
  });
  accessLog.write(line);
}

function once<Value>(run: (value: Value) => void): (value: Value) => void {
  let done = false;
  return (value) => {
    if (done) return;
    done = true;
    run(value);
  };
}
