import { connect } from "node:net";
import { text } from "node:stream/consumers";

/** Sends bytes as they are, and returns everything that comes back until the connection ends. */
export async function rawRequest(port: number, request: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(request);
  return text(socket);
}
