import { createServer, type Server, type Socket } from "node:net";

/** What a connection is handed to, such as a server. */
interface ConnectionTaker {
  emit(event: "connection", socket: Socket): unknown;
}

/** First byte of a TLS connection: a handshake record. */
const tlsHandshake = 22;

/**
 * Hands each connection to one of two takers, by its first byte. Node's server for TLS would close a
 * plain connection without a response.
 */
export function tlsOrPlain(
  tls: ConnectionTaker,
  plain: ConnectionTaker,
  idleTimeoutMs: number,
): Server {
  return createServer({ noDelay: true }, (socket) => {
    const destroy = () => socket.destroy();
    socket.on("error", destroy);
    socket.setTimeout(idleTimeoutMs, destroy);
    socket.once("readable", () => {
      const first = firstByteOf(socket);
      if (first === undefined) {
        destroy();
        return;
      }
      socket.off("error", destroy);
      socket.off("timeout", destroy);
      socket.setTimeout(0);
      (first === tlsHandshake ? tls : plain).emit("connection", socket);
    });
  });
}

/** The byte stays in the socket. */
function firstByteOf(socket: Socket): number | undefined {
  const bytes: Buffer | null = socket.read(1);
  if (bytes === null) return undefined;
  socket.unshift(bytes);
  return bytes[0];
}
