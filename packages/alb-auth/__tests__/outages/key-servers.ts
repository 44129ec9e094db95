import type { KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a key server responds. "denied" is what S3 says of a key that it does not have. */
export type ServerState = "up" | "refuses" | "hangs" | "denied" | number;

/** A server on a free port of the loopback interface that fails on demand. */
export class KeyServer {
  state: ServerState = "up";
  requests = 0;
  readonly #server: Server;

  /** @param documentAt the document at a path, or `undefined` */
  constructor(documentAt: (path: string) => string | undefined) {
    this.#server = createServer((request, response) => {
      this.requests++;
      const document = documentAt(String(request.url));
      if (this.state === "refuses") request.socket.destroy();
      else if (this.state === "denied" || (this.state === "up" && document === undefined)) {
        send(response, 403, "<Error><Code>AccessDenied</Code></Error>");
      } else if (this.state === "up") send(response, 200, document);
      else if (this.state !== "hangs") send(response, this.state, "");
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

function send(response: ServerResponse, status: number, body: string | undefined): void {
  response.writeHead(status).end(body);
}

export function pemOf(key: KeyObject): string {
  return String(key.export({ type: "spki", format: "pem" }));
}

export function jwksOf(keys: ReadonlyMap<string, KeyObject>): string {
  const jwks = [...keys].map(([kid, key]) => ({ ...key.export({ format: "jwk" }), kid }));
  return JSON.stringify({ keys: jwks });
}
