import type { Server as HttpServer } from "node:http";
import type { Server, Socket } from "node:net";
import { createServer as createTlsServer, type Server as TlsServer } from "node:tls";
import { tlsOrPlain } from "../load-balancer/http/tls-or-plain.ts";
import { matchesWildcard } from "../load-balancer/rules/wildcard.ts";
import { type RunningServer, runServer } from "../model/run-server.ts";
import { requestedHost } from "./requested-host.ts";

/** What is served under some host names of a port. */
export interface VirtualHost {
  /** Lower case; `*` and `?` are wildcards. */
  readonly names: readonly string[];
  /** Whether it also serves names that no virtual host has. */
  readonly isFallback: boolean;
  /** For decrypted connections. @default - it serves none */
  readonly secure?: HttpServer | undefined;
  /** For connections without TLS. @default - it serves none */
  readonly plain?: HttpServer | undefined;
}

type Layer = "secure" | "plain";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** As long as a load balancer waits by default. */
const idleTimeoutMs = 60_000;

/**
 * A port of several servers. A connection belongs to one of them: with TLS, by the name in the
 * handshake (SNI); without, by the Host header of its first request.
 * @see https://www.rfc-editor.org/rfc/rfc6066#section-3
 */
export class SharedPort {
  readonly #hosts = new Map<VirtualHost, Set<Socket>>();
  readonly #tls: TlsServer;
  readonly #server: Server;
  #running: RunningServer | undefined;

  constructor(certificate: Certificate) {
    this.#tls = createTlsServer({ ...certificate, ALPNProtocols: ["http/1.1"] }, (socket) => {
      this.#dispatch("secure", socket.servername || "", socket);
    });
    this.#server = tlsOrPlain(
      this.#tls,
      { emit: (_: "connection", socket: Socket) => this.#dispatchPlain(socket) },
      idleTimeoutMs,
    );
  }

  /** @throws Error of Node, such as EADDRINUSE */
  async listen(port: number, host: string): Promise<void> {
    this.#running = await runServer(this.#server, { host, port });
  }

  get port(): number {
    return this.#running?.port ?? 0;
  }

  /** For connections from now on. */
  set certificate(certificate: Certificate) {
    this.#tls.setSecureContext(certificate);
  }

  /** @returns its removal, which ends its connections */
  add(host: VirtualHost): () => void {
    const sockets = new Set<Socket>();
    this.#hosts.set(host, sockets);
    return () => {
      this.#hosts.delete(host);
      for (const socket of sockets) socket.destroy();
    };
  }

  async close(): Promise<void> {
    await this.#running?.close();
  }

  #dispatchPlain(socket: Socket): void {
    // With one server, there is nothing to find out, and malformed requests reach it too.
    if (this.#serving("plain").length <= 1) {
      this.#dispatch("plain", "", socket);
      return;
    }
    void requestedHost(socket).then((name) => this.#dispatch("plain", name, socket));
  }

  #dispatch(layer: Layer, name: string, socket: Socket): void {
    const host = this.#find(layer, name.toLowerCase());
    if (host === undefined || socket.destroyed) {
      socket.destroy();
      return;
    }
    const sockets = this.#hosts.get(host);
    sockets?.add(socket);
    socket.once("close", () => sockets?.delete(socket));
    host[layer]?.emit("connection", socket);
  }

  #find(layer: Layer, name: string): VirtualHost | undefined {
    const hosts = this.#serving(layer);
    const matches = (pattern: string) =>
      matchesWildcard(pattern, name, { ignoreCase: false, escapes: false });
    return (
      hosts.find(({ names }) => names.includes(name)) ??
      hosts.find(({ names }) => names.some(matches)) ??
      hosts.filter(({ isFallback }) => isFallback).sort(byFirstName)[0]
    );
  }

  #serving(layer: Layer): readonly VirtualHost[] {
    return [...this.#hosts.keys()].filter((host) => host[layer] !== undefined);
  }
}

/** So that it does not depend on which one started first. */
function byFirstName({ names: [one = ""] }: VirtualHost, { names: [other = ""] }: VirtualHost) {
  return one < other ? -1 : 1;
}
