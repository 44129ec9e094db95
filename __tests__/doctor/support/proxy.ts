import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

/** A proxy in front of the emulator. */
export interface RunningProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** Options of {@link startProxy}. */
export interface ProxyOptions {
  /** Port that it forwards to. */
  readonly port: number;
  /** For TLS. @default - plain HTTP */
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** Changes headers of requests. */
  readonly onRequest?: (headers: IncomingMessage["headers"]) => void;
  /** Changes headers of responses. */
  readonly onResponse?: (headers: IncomingMessage["headers"]) => void;
  /** Responds itself. @returns whether it did */
  readonly respond?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Forwards to a server on this machine, and changes what it is told to change. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const { port, certificate, onRequest, onResponse, respond } = options;
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (respond?.(incoming, outgoing)) return;
    const headers = { ...incoming.headers };
    onRequest?.(headers);
    const { method, url: path } = incoming;
    const forwarded = request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
      const received = { ...response.headers };
      onResponse?.(received);
      outgoing.writeHead(response.statusCode ?? 502, received);
      response.pipe(outgoing);
    });
    forwarded.once("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  };
  const server = certificate ? createSecureServer(certificate, handle) : createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const { port, close } = await startProxy({ port: 1 });
  await close();
  return port;
}
