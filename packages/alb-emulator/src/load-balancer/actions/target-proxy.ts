import { Agent, type ClientRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { createProxyServer, type ProxyServer } from "httpxy";
import type { Engine } from "../engine.ts";
import { send, statusPage } from "../http/response.ts";
import { localHeaders } from "../http/translate-headers.ts";
import type { RequestRecord } from "../trace/request-trace.ts";
import type { Header } from "./target-headers.ts";

/** One request on its way to a target. */
interface Passage {
  readonly record: RequestRecord;
  readonly headers: readonly Header[];
  /** Of a session that was refreshed on the way. */
  readonly setCookies: readonly string[];
  timedOut: boolean;
  /** Answers for a target that did not. */
  readonly fail: (error: unknown) => void;
}

/** What a passage begins with. */
export type PassageOptions = Pick<Passage, "record" | "headers" | "setCookies">;

/** AWS gives up on responses whose headers are larger. */
const maximumResponseHeaderBytes = 32 * 1024;

/** Passes requests on to targets, streaming both ways, WebSockets included. */
export class TargetProxy {
  readonly #agent = new Agent({ keepAlive: true, maxFreeSockets: 256 });
  readonly #proxy: ProxyServer;
  readonly #passages = new WeakMap<IncomingMessage, Passage>();
  readonly #upgraded = new Set<Socket>();

  constructor(private readonly engine: Engine) {
    this.#proxy = createProxyServer({ changeOrigin: false, agent: this.#agent });
    this.#proxy.on("proxyReq", (outgoing, request) => this.#prepare(outgoing, request));
    this.#proxy.on("proxyReqWs", (outgoing, request, socket) => {
      this.#prepare(outgoing, request);
      outgoing.once("upgrade", (_, targetSocket) =>
        this.#track(request, socket as Socket, targetSocket),
      );
      // Before the library's own listener, which ends the socket without a word.
      outgoing.once("error", (error) => this.#passages.get(request)?.fail(error));
    });
    this.#proxy.on("proxyRes", (incoming, request) => this.#receive(incoming, request));
  }

  async web(
    request: IncomingMessage,
    response: ServerResponse,
    target: URL,
    options: PassageOptions,
  ): Promise<void> {
    const passage = this.#begin(request, response, target, options);
    // With it the library would not let the headers be set.
    delete request.headers.expect;
    try {
      const ssl = { maxHeaderSize: maximumResponseHeaderBytes };
      await this.#proxy.web(request, response, { target, ssl });
    } catch (error) {
      passage.fail(error);
      // A response that has begun can only be cut off.
      if (response.headersSent && !response.writableEnded) response.destroy();
    }
  }

  async ws(
    request: IncomingMessage,
    { socket, head }: { readonly socket: Socket; readonly head: Buffer },
    response: ServerResponse,
    target: URL,
    options: PassageOptions,
  ): Promise<void> {
    this.#begin(request, response, target, options);
    // What fails is answered by the listener on the outgoing request.
    await this.#proxy.ws(request, socket, { target }, head).catch(() => undefined);
  }

  close(): void {
    this.#agent.destroy();
    for (const socket of this.#upgraded) socket.destroy();
  }

  #begin(
    request: IncomingMessage,
    response: ServerResponse,
    target: URL,
    options: PassageOptions,
  ): Passage {
    const passage: Passage = {
      ...options,
      timedOut: false,
      fail: (error) => {
        if (passage.record.answeredByTarget || response.headersSent) return;
        const failure = this.#failure(passage.timedOut, target, error);
        passage.record.explanation = failure.explanation;
        send(response, statusPage(failure.status));
      },
    };
    this.#passages.set(request, passage);
    passage.record.dispatchedAt = performance.now();
    return passage;
  }

  /** Replaces what the library would send by exactly what the target is to receive. */
  #prepare(outgoing: ClientRequest, request: IncomingMessage): void {
    const passage = this.#passages.get(request);
    if (passage === undefined || outgoing.headersSent) return;
    for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
    for (const [name, values] of grouped(passage.headers)) {
      outgoing.setHeader(name, values.length === 1 ? String(values[0]) : values);
    }
    outgoing.setTimeout(this.engine.model.idleTimeoutSeconds * 1000, () => {
      passage.timedOut = passage.record.targetAnsweredAt === undefined;
      outgoing.destroy();
    });
  }

  #receive(incoming: IncomingMessage, request: IncomingMessage): void {
    const passage = this.#passages.get(request);
    if (passage === undefined) return;
    const { record, setCookies } = passage;
    record.targetAnsweredAt = performance.now();
    record.targetStatus = incoming.statusCode;
    record.answeredByTarget = true;
    record.location = incoming.headers.location;
    localHeaders(this.engine, record.facts, incoming.headers);
    if (setCookies.length > 0) {
      incoming.headers["set-cookie"] = [...(incoming.headers["set-cookie"] ?? []), ...setCookies];
    }
  }

  #track(request: IncomingMessage, socket: Socket, targetSocket: Socket): void {
    const record = this.#passages.get(request)?.record;
    if (record !== undefined) {
      record.targetAnsweredAt = performance.now();
      record.targetStatus = 101;
      record.answeredByTarget = true;
      record.onUpgraded();
    }
    this.#upgraded.add(socket);
    // The library joins the two, but one that breaks off does not end the other.
    targetSocket.once("close", () => socket.end());
    socket.once("close", () => {
      this.#upgraded.delete(socket);
      targetSocket.destroy();
    });
    // The library switches timeouts off while it connects the two sockets.
    setImmediate(() => {
      socket.setTimeout(this.engine.model.idleTimeoutSeconds * 1000, () => socket.destroy());
    });
  }

  #failure(timedOut: boolean, target: URL, error: unknown) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (!timedOut && code !== "ETIMEDOUT") {
      return { status: 502, explanation: explanationOf(code, target) };
    }
    const { idleTimeoutSeconds } = this.engine.model;
    return {
      status: 504,
      explanation: `The program at ${target.origin} did not answer within the idle timeout of ${idleTimeoutSeconds} seconds, so the load balancer answers 504.`,
    };
  }
}

function explanationOf(code: string, target: URL): string {
  switch (code) {
    case "ECONNREFUSED":
      return `Nothing listens at ${target.origin}, so the load balancer answers 502. Is the program running, and on that port?`;
    case "HPE_HEADER_OVERFLOW":
      return `The program at ${target.origin} sent more than 32 KB of response headers, so the load balancer answers 502.`;
    case "ECONNRESET":
      return `The program at ${target.origin} closed the connection before it answered, so the load balancer answers 502. Does it crash, or is its keep-alive shorter than the idle timeout?`;
    default:
      return `The program at ${target.origin} gave no valid HTTP response (${code}), so the load balancer answers 502.`;
  }
}

/** Values by name, so that a header which was sent twice is sent twice again. */
function grouped(headers: readonly Header[]): ReadonlyMap<string, string[]> {
  const names = new Map<string, string>();
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const known = names.get(name.toLowerCase()) ?? name;
    names.set(name.toLowerCase(), known);
    values.set(known, [...(values.get(known) ?? []), value]);
  }
  return values;
}
