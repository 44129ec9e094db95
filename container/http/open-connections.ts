import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

interface Connection {
  /** The last request that was received on it. */
  request?: IncomingMessage;
  response?: ServerResponse;
  /** Since when, and at which count, no byte has arrived although the client may send. */
  bytesRead: number;
  silentSince: number;
}

/** The open connections of a server, and what each of them waits for. */
export class OpenConnections {
  readonly #connections = new Map<Socket, Connection>();

  constructor(
    server: Server,
    private readonly now: () => number = () => performance.now(),
  ) {
    server.on("connection", (socket: Socket) => {
      this.#connections.set(socket, { bytesRead: 0, silentSince: this.now() });
      socket.once("close", () => this.#connections.delete(socket));
    });
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      const connection = this.#connections.get(request.socket);
      if (connection === undefined) return;
      connection.request = request;
      connection.response = response;
    });
  }

  /** Requests that were received completely and whose response is not finished. */
  get unansweredRequests(): number {
    return [...this.#connections.values()].filter(isUnanswered).length;
  }

  /**
   * Closes the connections that wait for their client, which has sent nothing for a while: those that
   * never sent a request, and those whose request's head or body is incomplete.
   */
  closeSilent(silentMs: number): void {
    const now = this.now();
    for (const [socket, connection] of this.#connections) {
      // A client is silent only from when it may send again.
      if (socket.bytesRead !== connection.bytesRead || !waitsForClient(connection)) {
        connection.bytesRead = socket.bytesRead;
        connection.silentSince = now;
      } else if (now - connection.silentSince >= silentMs) {
        socket.destroy();
      }
    }
  }
}

function isUnanswered({ request, response }: Connection): boolean {
  return request?.complete === true && response?.writableFinished === false;
}

/** Whether the next step is the client's: it has not sent a request, or not all of it. */
function waitsForClient(connection: Connection): boolean {
  // What the application has not read yet also keeps the client from sending more.
  return !isUnanswered(connection) && (connection.request?.readableLength ?? 0) === 0;
}
