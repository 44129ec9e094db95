import { Agent, type ClientRequest, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { createProxyServer, type ProxyServer } from "httpxy";
import { sendGenerated } from "../http/error-response.ts";
import type { Exchange } from "../http/exchange.ts";
import { localizeHeaders } from "../http/header-translation.ts";
import { connectionHeader, removeHopByHopHeaders } from "../http/hop-by-hop.ts";
import type { Locations } from "../http/locations.ts";
import type { RequestAttributes } from "../http/request-attributes.ts";
import { statusPage } from "../http/response.ts";
import { targetAddress } from "../targets/target-address.ts";
import type { TargetTimes } from "../trace/request-trace.ts";
import { targetError } from "./target-error.ts";
import type { Header } from "./target-headers.ts";

/** What is sent to a target. */
export interface TargetRequest {
  readonly target: URL;
  readonly attributes: RequestAttributes;
  readonly headers: readonly Header[];
  /** Cookies of a refreshed session, added to the target's response. */
  readonly setCookies: (fromTarget: readonly string[]) => readonly string[];
}

/** What a target returned. */
export interface TargetResult {
  /** Absent without a response; then the client received a 502 or 504, or has left. */
  readonly status: number | undefined;
  /** Real URL of a redirect. */
  readonly location: string | undefined;
  readonly times: TargetTimes;
  /** Why there is no response. */
  readonly explanation: string | undefined;
}

/** A request on its way to a target, and what is known of the response. */
interface Transfer extends TargetRequest {
  readonly exchange: Exchange;
  readonly dispatchedAtMs: number;
  respondedAtMs: number | undefined;
  status: number | undefined;
  location: string | undefined;
  isTimedOut: boolean;
  explanation: string | undefined;
  /** Ends the wait for the response to a WebSocket handshake. */
  settle: () => void;
}

/** AWS rejects responses with more headers. */
const maxResponseHeaderBytes = 32 * 1024;

const maxIdleConnections = 256;

/** Sends requests to targets and streams both ways, WebSockets included. */
export class TargetProxy {
  readonly #agent = new Agent({ keepAlive: true, maxFreeSockets: maxIdleConnections });
  readonly #proxy: ProxyServer;
  readonly #transfers = new WeakMap<IncomingMessage, Transfer>();
  readonly #upgradedSockets = new Set<Socket>();

  constructor(
    private readonly locations: Locations,
    private readonly idleTimeoutSeconds: number,
  ) {
    this.#proxy = createProxyServer({ changeOrigin: false, agent: this.#agent });
    this.#proxy.on("proxyReq", (outgoing, request) => this.#prepare(outgoing, request));
    this.#proxy.on("proxyReqWs", (outgoing, request, socket) => {
      this.#prepareUpgrade(outgoing, request, socket as Socket);
    });
    this.#proxy.on("proxyRes", (incoming, request) => this.#receive(incoming, request));
  }

  /** Resolves when the response is complete, or the client has left. */
  async send(exchange: Exchange, targetRequest: TargetRequest): Promise<TargetResult> {
    const { request, response } = exchange;
    const transfer = this.#begin(exchange, targetRequest);
    // With it, httpxy would not let the headers be set.
    delete request.headers.expect;
    try {
      const ssl = { maxHeaderSize: maxResponseHeaderBytes };
      await this.#proxy.web(request, response, {
        target: targetAddress(targetRequest.target),
        ssl,
      });
    } catch (error) {
      this.#fail(transfer, error);
      // A response that has started can only be cut off.
      if (response.headersSent && !response.writableEnded) response.destroy();
    }
    return resultOf(transfer);
  }

  /** Resolves when the WebSocket is open, or the target has responded otherwise. */
  async upgrade(
    exchange: Exchange,
    { socket, head }: { readonly socket: Socket; readonly head: Buffer },
    targetRequest: TargetRequest,
  ): Promise<TargetResult> {
    const { request } = exchange;
    const transfer = this.#begin(exchange, targetRequest);
    await new Promise<void>((resolve) => {
      transfer.settle = resolve;
      socket.once("close", resolve);
      // Errors are handled on the outgoing request.
      this.#proxy
        .ws(request, socket, { target: targetAddress(targetRequest.target) }, head)
        .catch(() => undefined);
    });
    return resultOf(transfer);
  }

  close(): void {
    this.#agent.destroy();
    for (const socket of this.#upgradedSockets) socket.destroy();
  }

  #begin(exchange: Exchange, targetRequest: TargetRequest): Transfer {
    const transfer: Transfer = {
      ...targetRequest,
      exchange,
      dispatchedAtMs: performance.now(),
      respondedAtMs: undefined,
      status: undefined,
      location: undefined,
      isTimedOut: false,
      explanation: undefined,
      settle: () => undefined,
    };
    this.#transfers.set(exchange.request, transfer);
    return transfer;
  }

  /** Replaces httpxy's headers with exactly those that the target is to receive. */
  #prepare(outgoing: ClientRequest, request: IncomingMessage): void {
    const transfer = this.#transfers.get(request);
    if (transfer === undefined || outgoing.headersSent) return;
    for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
    for (const [name, values] of valuesByName(transfer.headers)) {
      outgoing.setHeader(name, values.length === 1 ? String(values[0]) : values);
    }
    outgoing.setTimeout(this.idleTimeoutSeconds * 1000, () => {
      transfer.isTimedOut = transfer.respondedAtMs === undefined;
      outgoing.destroy();
    });
  }

  #prepareUpgrade(outgoing: ClientRequest, request: IncomingMessage, socket: Socket): void {
    const transfer = this.#transfers.get(request);
    if (transfer === undefined) return;
    this.#prepare(outgoing, request);
    outgoing.once("upgrade", (_, targetSocket) => {
      respondedWith(transfer, 101);
      this.#track(socket, targetSocket);
      transfer.settle();
    });
    outgoing.once("response", ({ statusCode }) => {
      respondedWith(transfer, statusCode);
      transfer.settle();
    });
    // Registered before httpxy's own listener, which ends the socket without a response.
    outgoing.once("error", (error) => {
      this.#fail(transfer, error);
      transfer.settle();
    });
  }

  #receive(incoming: IncomingMessage, request: IncomingMessage): void {
    const transfer = this.#transfers.get(request);
    if (transfer === undefined) return;
    respondedWith(transfer, incoming.statusCode);
    transfer.location = incoming.headers.location;
    localizeHeaders(this.locations, transfer.attributes, incoming.headers);
    removeHopByHopHeaders(incoming.headers);
    const { setCookies, exchange } = transfer;
    incoming.headers.connection = connectionHeader(exchange.response);
    const fromTarget = incoming.headers["set-cookie"] ?? [];
    const added = setCookies(fromTarget);
    if (added.length > 0) {
      incoming.headers["set-cookie"] = [...fromTarget, ...added];
    }
  }

  /** Responds in place of a target that did not. */
  #fail(transfer: Transfer, error: unknown): void {
    const { response } = transfer.exchange;
    if (transfer.status !== undefined || response.headersSent) return;
    const { status, explanation } = transfer.isTimedOut
      ? targetError("ETIMEDOUT", transfer.target, this.idleTimeoutSeconds)
      : targetError(codeOf(error), transfer.target, this.idleTimeoutSeconds);
    transfer.explanation = explanation;
    sendGenerated(transfer.exchange, statusPage(status), explanation);
  }

  #track(socket: Socket, targetSocket: Socket): void {
    this.#upgradedSockets.add(socket);
    // httpxy connects the two sockets, but does not end one when the other breaks off.
    targetSocket.once("close", () => socket.end());
    socket.once("close", () => {
      this.#upgradedSockets.delete(socket);
      targetSocket.destroy();
    });
    // httpxy disables timeouts while it connects the two sockets.
    setImmediate(() => {
      socket.setTimeout(this.idleTimeoutSeconds * 1000, () => socket.destroy());
    });
  }
}

function respondedWith(transfer: Transfer, status: number | undefined): void {
  transfer.respondedAtMs = performance.now();
  transfer.status = status;
}

function resultOf(transfer: Transfer): TargetResult {
  const { status, location, explanation, dispatchedAtMs, respondedAtMs } = transfer;
  return { status, location, explanation, times: { dispatchedAtMs, respondedAtMs } };
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

/** A header that was sent twice is sent twice again. */
function valuesByName(headers: readonly Header[]): ReadonlyMap<string, string[]> {
  const names = new Map<string, string>();
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const firstSpelling = names.get(name.toLowerCase()) ?? name;
    names.set(name.toLowerCase(), firstSpelling);
    values.set(firstSpelling, [...(values.get(firstSpelling) ?? []), value]);
  }
  return values;
}
