import type { KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { accessDeniedDocument, jwksDocument, publicKeyDocument } from "./key-documents.ts";

/** Serves the load balancers' public keys and the user pool's JWKS on a free port of loopback. */
export class KeyEndpointServer {
  /** Public keys of load balancers by key id. */
  readonly publicKeys = new Map<string, KeyObject>();
  /** Keys of the user pool by key id. */
  readonly jwks = new Map<string, KeyObject>();
  /** Paths that were requested, in order. */
  readonly requestedPaths: string[] = [];
  readonly #server: Server;
  #origin = "";

  constructor() {
    this.#server = createServer((request, response) => {
      this.requestedPaths.push(String(request.url));
      this.#respond(String(request.url), response);
    });
    // Neither the server nor a connection that a client keeps open may keep the process alive.
    this.#server.unref();
    this.#server.on("connection", (socket) => socket.unref());
  }

  async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.#origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get publicKeysUrl(): string {
    return `${this.#origin}/public-keys`;
  }

  get jwksUrl(): string {
    return `${this.#origin}/.well-known/jwks.json`;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #respond(path: string, response: ServerResponse): void {
    if (path === "/.well-known/jwks.json") {
      response.setHeader("Content-Type", "application/json").end(jwksDocument(this.jwks));
      return;
    }
    const [, kid = ""] = /^\/public-keys\/([^/]+)$/.exec(path) ?? [];
    const key = this.publicKeys.get(kid);
    if (key === undefined) {
      response.writeHead(403, { "Content-Type": "application/xml" }).end(accessDeniedDocument);
    } else {
      response.setHeader("Content-Type", "binary/octet-stream").end(publicKeyDocument(key));
    }
  }
}
