import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import type { LoadBalancerEvent } from "../model/event.ts";
import type { Listener, LoadBalancerModel } from "../model/load-balancer.ts";
import { ConnectionTraces, tlsOf } from "./http/connection-traces.ts";
import type { Exchange } from "./http/exchange.ts";
import { createTraceId } from "./http/forwarded-headers.ts";
import { maxRequestHeadBytes } from "./http/limits.ts";
import { requestAttributes } from "./http/request-attributes.ts";
import { send, statusPage } from "./http/response.ts";
import type { RequestHandler } from "./request-handler.ts";
import type { AccessLog } from "./trace/access-log.ts";
import { accessLogLine } from "./trace/access-log-line.ts";
import { responseHeaders } from "./trace/header-traces.ts";
import type { ReceivedRequest, RequestTrace } from "./trace/request-trace.ts";
import { toEvent } from "./trace/to-event.ts";

/** Certificate and key in PEM. */
export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

/** Options of {@link createListenerServer}. */
export interface ListenerServerOptions {
  readonly model: LoadBalancerModel;
  readonly handler: RequestHandler;
  /** Why connections to the listener time out in AWS; `undefined` when they do not. */
  readonly unreachable: string | undefined;
  readonly accessLog: AccessLog;
  readonly onEvent: (event: LoadBalancerEvent) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Replaces the address of every client. */
  readonly peerAddress: string | undefined;
  readonly inspectorUrl: string | undefined;
  /** @default - plain HTTP */
  readonly tls: TlsFiles | undefined;
}

/** In AWS's access log, the status of a request whose client left before the response. */
const clientClosedStatus = 460;

/** Creates the server of one listener. It reports every request, also those without a response. */
export function createListenerServer(listener: Listener, options: ListenerServerOptions): Server {
  const listenerLog = new ListenerLog(listener, options);
  const handle: RequestListener = (request, response) => {
    void serve(listener, options, listenerLog, { request, response, upgrade: undefined });
  };
  const server = create(handle, options);
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    // A client that breaks off must not end the emulator.
    socket.on("error", () => socket.destroy());
    // Only WebSocket upgrades are supported; a request for another one is handled without it.
    const isWebSocket =
      request.method === "GET" && request.headers.upgrade?.toLowerCase() === "websocket";
    const upgrade = isWebSocket ? { socket, head } : undefined;
    const response = responseOn(request, socket);
    void serve(listener, options, listenerLog, { request, response, upgrade });
  });
  server.on("clientError", (_error, socket) => {
    if (!socket.writable) return;
    socket.end("HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\nConnection: close\r\n\r\n");
  });
  return server;
}

function create(handle: RequestListener, { model, tls }: ListenerServerOptions): Server {
  const settings = {
    maxHeaderSize: maxRequestHeadBytes,
    keepAliveTimeout: model.idleTimeoutSeconds * 1000,
    requestTimeout: 0,
    // Checked with the other limits, so that these requests are reported as well.
    requireHostHeader: false,
  };
  return tls === undefined
    ? createServer(settings, handle)
    : createTlsServer({ ...settings, ...tls }, handle);
}

/** Handles one request, and reports it when its connection has finished with it. */
async function serve(
  listener: Listener,
  { handler, unreachable, now, peerAddress, inspectorUrl }: ListenerServerOptions,
  listenerLog: ListenerLog,
  { request, response, upgrade }: Omit<Exchange, "entryUrl">,
): Promise<void> {
  const receivedAtMs = now();
  const received: ReceivedRequest = {
    attributes: requestAttributes(request, listener, peerAddress),
    traceId: createTraceId(receivedAtMs),
    isWebSocket: upgrade !== undefined,
    receivedAtMs,
    startedAtMs: performance.now(),
  };
  const entryUrl = inspectorUrl && `${inspectorUrl}#${received.traceId}`;
  const exchange: Exchange = { request, response, upgrade, entryUrl };
  if (unreachable !== undefined) {
    listenerLog.finish({ ...received, explanation: unreachable }, exchange, 0);
    request.socket.destroy();
    return;
  }
  const closed = new Promise<void>((resolve) => {
    (upgrade?.socket ?? response).once("close", resolve);
  });
  const trace = await handleSafely(handler, exchange, received);
  const isOpenWebSocket = upgrade !== undefined && trace.target?.status === 101;
  if (isOpenWebSocket) listenerLog.publish(trace, exchange, 101);
  // What the client sent after a rejected handshake has no reader, and would keep the socket open.
  else upgrade?.socket.resume();
  await closed;
  const ownStatus = response.writableFinished ? response.statusCode : clientClosedStatus;
  const status = upgrade === undefined ? ownStatus : (trace.target?.status ?? ownStatus);
  listenerLog.write(trace, request.socket, status);
  if (!isOpenWebSocket) listenerLog.publish(trace, exchange, status);
}

/** An error of the emulator itself must not end it. */
async function handleSafely(
  handler: RequestHandler,
  exchange: Exchange,
  received: ReceivedRequest,
): Promise<RequestTrace> {
  try {
    return await handler.handle(exchange, received);
  } catch (error) {
    send(exchange.response, statusPage(500));
    const details = error instanceof Error ? error.stack : String(error);
    return { ...received, explanation: `The emulator itself failed. Please report it: ${details}` };
  }
}

/** Without a WebSocket, the response to a handshake is an ordinary one. */
function responseOn(request: IncomingMessage, socket: Socket): ServerResponse {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once("finish", () => socket.end());
  return response;
}

/** Where the requests of one listener are reported: access log and events. */
class ListenerLog {
  readonly #connections = new ConnectionTraces();

  constructor(
    private readonly listener: Listener,
    private readonly options: ListenerServerOptions,
  ) {}

  finish(trace: RequestTrace, exchange: Exchange, status: number): void {
    this.write(trace, exchange.request.socket, status);
    this.publish(trace, exchange, status);
  }

  write(trace: RequestTrace, socket: Socket, status: number): void {
    const { model, accessLog, now } = this.options;
    const line = accessLogLine(trace, {
      ...this.#connections.bytesSinceLast(socket),
      loadBalancerArn: model.arn,
      certificateArn: this.listener.certificateArn,
      status,
      connectionTraceId: this.#connections.traceId(socket),
      completedAtMs: now(),
      finishedAtMs: performance.now(),
      tls: tlsOf(socket),
    });
    accessLog.write(line);
  }

  publish(trace: RequestTrace, { response }: Exchange, status: number): void {
    const headers = responseHeaders(response.getHeaders());
    this.options.onEvent(toEvent(this.options.model, trace, status, headers));
  }
}
