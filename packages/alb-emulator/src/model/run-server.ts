import type { AddressInfo, Server, Socket } from "node:net";

/** A server that is listening. */
export interface RunningServer {
  readonly port: number;
  /** Stops listening and ends every connection. */
  readonly close: () => Promise<void>;
}

/**
 * Listens.
 * @param options.host @default - every interface
 * @param options.port 0 for any free port
 * @throws Error of Node, such as EADDRINUSE
 */
export function runServer(
  server: Server,
  options: { readonly host?: string; readonly port: number },
): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      server.off("error", reject);
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            // The server itself does not know those of WebSockets any more.
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}
