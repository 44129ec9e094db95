import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { WebRequest } from "./web-request";

const channel = "http.server.request.start";

/** Records every request that servers of this process receive, as it is on the wire. */
export class RequestRecorder {
  readonly #recorded: { readonly request: IncomingMessage; readonly chunks: Buffer[] }[] = [];
  readonly #listen = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    const chunks: Buffer[] = [];
    const push = request.push.bind(request);
    // Reading the body here would take it from whoever serves the request.
    request.push = (chunk, encoding) => {
      if (chunk !== null) chunks.push(Buffer.from(chunk));
      return push(chunk, encoding);
    };
    this.#recorded.push({ request, chunks });
  };

  constructor() {
    subscribe(channel, this.#listen);
  }

  /** Requests of clients for a host, whatever its port. */
  requestsOf(host: string): WebRequest[] {
    return this.#all().filter(({ headers }) => headers.host === host);
  }

  /** Requests for a path of a host, also those that a server of this process sends to a loopback address. */
  callsOf(host: string, path: string): WebRequest[] {
    return this.#all()
      .filter((request) => request.path === path)
      .map((request) => ({ ...request, headers: { ...request.headers, host } }));
  }

  #all(): WebRequest[] {
    return this.#recorded.map(({ request, chunks }) => {
      const [host = ""] = (request.headers.host ?? "").split(":");
      const [path = "", ...query] = (request.url ?? "").split("?");
      const headers = Object.entries(request.headers).map(([name, value]) => [name, `${value}`]);
      return {
        method: request.method ?? "",
        path,
        query: query.join("?"),
        headers: { ...Object.fromEntries(headers), host },
        body: Buffer.concat(chunks).toString("latin1"),
        clientAddress: "203.0.113.9",
      };
    });
  }

  stop(): void {
    unsubscribe(channel, this.#listen);
  }
}
