import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

interface ConnectionTrace {
  readonly traceId: string;
  readBytes: number;
  writtenBytes: number;
}

/** What access logs contain about connections, which carry one request after another. */
export class ConnectionTraces {
  readonly #traces = new WeakMap<Socket, ConnectionTrace>();

  traceId(socket: Socket): string {
    return this.#of(socket).traceId;
  }

  /** Bytes since the last call for the same connection. */
  bytesSinceLast(socket: Socket): { readonly receivedBytes: number; readonly sentBytes: number } {
    const trace = this.#of(socket);
    const receivedBytes = socket.bytesRead - trace.readBytes;
    const sentBytes = socket.bytesWritten - trace.writtenBytes;
    trace.readBytes = socket.bytesRead;
    trace.writtenBytes = socket.bytesWritten;
    return { receivedBytes, sentBytes };
  }

  #of(socket: Socket): ConnectionTrace {
    const existing = this.#traces.get(socket);
    if (existing !== undefined) return existing;
    const traceId = `TID_${randomBytes(16).toString("hex")}`;
    const trace = { traceId, readBytes: 0, writtenBytes: 0 };
    this.#traces.set(socket, trace);
    return trace;
  }
}

/** @returns the TLS session of a connection; `undefined` over plain HTTP. */
export function tlsOf(socket: Socket): { cipher: string; protocol: string } | undefined {
  const secure = socket as Partial<TLSSocket>;
  if (typeof secure.getCipher !== "function") return undefined;
  return { cipher: secure.getCipher()?.name ?? "-", protocol: secure.getProtocol?.() ?? "-" };
}
