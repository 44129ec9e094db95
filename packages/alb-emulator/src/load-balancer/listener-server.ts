import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Server as NetServer, Socket } from "node:net";
import type { Listener } from "../model/load-balancer.ts";
import { sendGenerated } from "./http/error-response.ts";
import type { Exchange } from "./http/exchange.ts";
import { createTraceId } from "./http/forwarded-headers.ts";
import { maxRequestHeadBytes } from "./http/limits.ts";
import { requestAttributes } from "./http/request-attributes.ts";
import { plainHttpPage, send, statusPage } from "./http/response.ts";
import { nodeAddressOf } from "./http/socket-address.ts";
import { tlsOrPlain } from "./http/tls-or-plain.ts";
import { MalformedRequests } from "./malformed-requests.ts";
import type { RequestHandler } from "./request-handler.ts";
import { ListenerLog, type ListenerLogOptions } from "./trace/listener-log.ts";
import type { ReceivedRequest, RequestTrace } from "./trace/request-trace.ts";

/** Certificate and key in PEM. */
export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

/** Options of {@link createListenerServer}. */
export interface ListenerServerOptions extends ListenerLogOptions {
  readonly handler: Pick<RequestHandler, "handle">;
  /** Why connections to the listener time out in AWS; `undefined` when they do not. */
  readonly unreachable: string | undefined;
  /** Replaces the address of every client. */
  readonly peerAddress: string | undefined;
  readonly inspectorUrl: string | undefined;
  /** @default - plain HTTP */
  readonly tls: TlsFiles | undefined;
}

/** In AWS's access log, the status of a request whose client left before the response. */
const clientClosedStatus = 460;

/** Creates the server of one listener. It reports every request, also those without a response. */
export function createListenerServer(
  listener: Listener,
  options: ListenerServerOptions,
): NetServer {
  const serverWith = serversOf(listener, options);
  if (options.tls === undefined) return serverWith({});
  const plain = serverWith({ tls: undefined, handler: plainHttpHandler });
  return tlsOrPlain(serverWith({}), plain, options.model.idleTimeoutSeconds * 1000);
}

/** Servers of a listener for the connections of a port that it shares with others. */
export interface SharedPortServers {
  /** For decrypted connections; absent for an HTTP listener. */
  readonly secure: Server | undefined;
  /** For connections without TLS. */
  readonly plain: Server;
}

/** Creates servers that get their connections from elsewhere, as "connection" events. */
export function createSharedPortServers(
  listener: Listener,
  options: ListenerServerOptions,
): SharedPortServers {
  const serverWith = serversOf(listener, { ...options, tls: undefined });
  if (listener.protocol === "HTTP") return { secure: undefined, plain: serverWith({}) };
  return { secure: serverWith({}), plain: serverWith({ handler: plainHttpHandler }) };
}

/** Servers of a listener that differ in some options, and report to the same log. */
function serversOf(listener: Listener, options: ListenerServerOptions) {
  const log = new ListenerLog(listener, options);
  const malformed = new MalformedRequests(listener, log, options);
  return (changes: Partial<ListenerServerOptions>) =>
    createHttpServer(listener, { ...options, ...changes }, { log, malformed });
}

/** What the servers of a listener share. */
interface Reports {
  readonly log: ListenerLog;
  readonly malformed: MalformedRequests;
}

function createHttpServer(
  listener: Listener,
  options: ListenerServerOptions,
  reports: Reports,
): Server {
  const { malformed } = reports;
  const serve = (received: Pick<Exchange, "request" | "response" | "upgrade">) => {
    void serveRequest(listener, options, reports, received);
  };
  const handle: RequestListener = (request, response) => {
    serve({ request, response, upgrade: undefined });
  };
  const server = create(handle, options);
  server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    // A client that breaks off must not end the emulator.
    socket.on("error", () => socket.destroy());
    // Only WebSocket upgrades are supported; a request for another one is handled without it.
    const isWebSocket =
      request.method === "GET" && request.headers.upgrade?.toLowerCase() === "websocket";
    const upgrade = isWebSocket ? { socket, head } : undefined;
    serve({ request, response: responseOn(request, socket), upgrade });
  });
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    socket.on("error", () => socket.destroy());
    serve({ request, response: responseOn(request, socket), upgrade: undefined });
  });
  server.on("clientError", (error, socket) => {
    malformed.reject(error, socket as Socket);
  });
  return server;
}

function create(handle: RequestListener, { model, tls }: ListenerServerOptions): Server {
  const settings = {
    maxHeaderSize: maxRequestHeadBytes,
    keepAliveTimeout: model.idleTimeoutSeconds * 1000,
    headersTimeout: model.idleTimeoutSeconds * 1000,
    connectionsCheckingInterval: Math.min(model.idleTimeoutSeconds * 500, 30_000),
    requestTimeout: 0,
    // Checked with the other limits, so that these requests are reported as well.
    requireHostHeader: false,
  };
  return tls === undefined
    ? createServer(settings, handle)
    : createTlsServer({ ...settings, ...tls }, handle);
}

/** Handles one request, and reports it when its connection has finished with it. */
async function serveRequest(
  listener: Listener,
  { handler, unreachable, now, peerAddress, inspectorUrl }: ListenerServerOptions,
  { log, malformed }: Reports,
  { request, response, upgrade }: Pick<Exchange, "request" | "response" | "upgrade">,
): Promise<void> {
  const receivedAtMs = now();
  const received: ReceivedRequest = {
    attributes: requestAttributes(request, listener, peerAddress),
    traceId: createTraceId(receivedAtMs),
    isWebSocket: upgrade !== undefined,
    nodeAddress: nodeAddressOf(request.socket),
    receivedAtMs,
    startedAtMs: performance.now(),
  };
  const entryUrl = inspectorUrl && `${inspectorUrl}#${received.traceId}`;
  const exchange: Exchange = { request, response, now, upgrade, entryUrl };
  if (unreachable !== undefined) {
    log.finish({ ...received, explanation: unreachable }, exchange, 0);
    request.socket.destroy();
    return;
  }
  const closed = new Promise<void>((resolve) => {
    (upgrade?.socket ?? response).once("close", resolve);
  });
  malformed.expect(request.socket, response);
  const handled = await handleSafely(handler, exchange, received);
  const explanation = malformed.explanationOf(response) ?? handled.explanation;
  const trace = { ...handled, ...(explanation && { explanation }) };
  const isOpenWebSocket = upgrade !== undefined && trace.target?.status === 101;
  if (isOpenWebSocket) log.publish(trace, exchange, 101);
  // What the client sent after a rejected handshake has no reader, and would keep the socket open.
  else upgrade?.socket.resume();
  await closed;
  const ownStatus = response.writableFinished ? response.statusCode : clientClosedStatus;
  const status = upgrade === undefined ? ownStatus : (trace.target?.status ?? ownStatus);
  log.write(trace, request.socket, status);
  if (!isOpenWebSocket) log.publish(trace, exchange, status);
}

/** For requests over plain HTTP on a port for TLS. */
const plainHttpHandler: Pick<RequestHandler, "handle"> = {
  async handle(exchange, received) {
    const explanation =
      "The client sent plain HTTP to the port of an HTTPS listener. Use https:// in the address.";
    exchange.response.shouldKeepAlive = false;
    sendGenerated(exchange, plainHttpPage(), explanation);
    return { ...received, explanation };
  },
};

/** An error of the emulator itself must not end it. */
async function handleSafely(
  handler: Pick<RequestHandler, "handle">,
  exchange: Exchange,
  received: ReceivedRequest,
): Promise<RequestTrace> {
  try {
    return await handler.handle(exchange, received);
  } catch (error) {
    send(exchange.response, statusPage(500), exchange.now());
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
