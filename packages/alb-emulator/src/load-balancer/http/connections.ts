import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

interface Connection {
  readonly traceId: string;
  read: number;
  written: number;
}

/** What access logs tell about connections, on which several requests follow each other. */
export class Connections {
  readonly #known = new WeakMap<Socket, Connection>();

  traceId(socket: Socket): string {
    return this.#of(socket).traceId;
  }

  /** Bytes since the last call for the same connection. */
  bytesSinceLast(socket: Socket): { readonly received: number; readonly sent: number } {
    const known = this.#of(socket);
    const received = socket.bytesRead - known.read;
    const sent = socket.bytesWritten - known.written;
    known.read = socket.bytesRead;
    known.written = socket.bytesWritten;
    return { received, sent };
  }

  #of(socket: Socket): Connection {
    const known = this.#known.get(socket);
    if (known !== undefined) return known;
    const connection = { traceId: `TID_${randomBytes(16).toString("hex")}`, read: 0, written: 0 };
    this.#known.set(socket, connection);
    return connection;
  }
}

/** The TLS session of a connection; undefined over plain HTTP. */
export function tlsOf(socket: Socket): { cipher: string; protocol: string } | undefined {
  const secure = socket as Partial<TLSSocket>;
  if (typeof secure.getCipher !== "function") return undefined;
  return { cipher: secure.getCipher()?.name ?? "-", protocol: secure.getProtocol?.() ?? "-" };
}
