import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Listener, LoadBalancerModel } from "../model/load-balancer.ts";
import { entryHeader } from "./http/error-response.ts";
import { createTraceId } from "./http/forwarded-headers.ts";
import { type MalformedRequestError, malformedRequest } from "./http/malformed-request.ts";
import { malformedAttributes } from "./http/request-attributes.ts";
import { rawResponse, send, statusPage } from "./http/response.ts";
import { nodeAddressOf } from "./http/socket-address.ts";
import type { ListenerLog } from "./trace/listener-log.ts";

/** Options of {@link MalformedRequests}. */
export interface MalformedRequestsOptions {
  readonly model: LoadBalancerModel;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly peerAddress: string | undefined;
  readonly inspectorUrl: string | undefined;
}

/** Returns error pages to bytes that are not a request, and reports them. */
export class MalformedRequests {
  /** The latest response on each connection. */
  readonly #responses = new WeakMap<Socket, ServerResponse>();
  readonly #explanations = new WeakMap<ServerResponse, string>();

  constructor(
    private readonly listener: Listener,
    private readonly log: ListenerLog,
    private readonly options: MalformedRequestsOptions,
  ) {}

  /** Takes note of a request that has begun: its body may turn out to be malformed. */
  expect(socket: Socket, response: ServerResponse): void {
    this.#responses.set(socket, response);
  }

  /** Why a request turned out to be malformed; `undefined` when it did not. */
  explanationOf(response: ServerResponse): string | undefined {
    return this.#explanations.get(response);
  }

  reject(error: MalformedRequestError, socket: Socket): void {
    if (error.code === "ECONNRESET" || !socket.writable) return;
    if (error.code === "ERR_HTTP_REQUEST_TIMEOUT" && socket.bytesRead === 0) {
      // Browsers open connections in advance; there is nothing to report.
      socket.destroy();
      return;
    }
    const { status, explanation } = malformedRequest(error, this.options.model.idleTimeoutSeconds);
    const response = this.#responses.get(socket);
    if (response === undefined || response.writableFinished) {
      this.#reject(socket, status, explanation);
      return;
    }
    // The client has left: the request is reported as such.
    if (error.code === "HPE_INVALID_EOF_STATE") {
      socket.destroy();
      return;
    }
    this.#explanations.set(response, explanation);
    // A response that has started can only be cut off.
    if (response.headersSent) socket.destroy();
    else {
      response.shouldKeepAlive = false;
      response.once("finish", () => socket.end());
      send(response, statusPage(status), this.options.now());
    }
  }

  #reject(socket: Socket, status: number, explanation: string): void {
    const { model, now, peerAddress, inspectorUrl } = this.options;
    const receivedAtMs = now();
    const traceId = createTraceId(receivedAtMs);
    const { dnsName } = model;
    const trace = {
      attributes: malformedAttributes(socket, this.listener, { peerAddress, dnsName }),
      traceId,
      isWebSocket: false,
      nodeAddress: nodeAddressOf(socket),
      receivedAtMs,
      startedAtMs: performance.now(),
      explanation,
    };
    const page = statusPage(status);
    const link = inspectorUrl && ([entryHeader, `${inspectorUrl}#${traceId}`] as const);
    const headers = [...page.headers, ...(link ? [link] : [])];
    const bytes = rawResponse({ ...page, headers }, receivedAtMs);
    socket.end(bytes);
    this.log.malformed(trace, socket, status, bytes.length);
  }
}
