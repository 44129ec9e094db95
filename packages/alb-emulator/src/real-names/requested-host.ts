import type { Socket } from "node:net";
import { maxRequestHeadBytes } from "../load-balancer/http/limits.ts";

/** As long as a load balancer waits by default. */
const timeoutMs = 60_000;

/** After these, there will be no request. */
const failures = ["error", "end", "close", "timeout"] as const;

/**
 * Reads the Host header of the first request on a plain connection. What was read stays in the socket.
 * @returns lower case, without port; empty when there is none. Without a complete head, the socket ends.
 */
export function requestedHost(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const finish = (host: string) => {
      socket.off("readable", read).setTimeout(0);
      for (const event of failures) socket.off(event, fail);
      const head = Buffer.concat(chunks);
      if (head.length > 0 && !socket.destroyed) socket.unshift(head);
      resolve(host);
    };
    const fail = () => {
      socket.destroy();
      finish("");
    };
    const read = () => {
      for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) {
        chunks.push(chunk as Buffer);
      }
      const head = Buffer.concat(chunks).toString("latin1");
      const host = hostOf(head);
      if (host !== undefined) finish(host);
      else if (head.length > maxRequestHeadBytes) finish("");
    };
    socket.on("readable", read).setTimeout(timeoutMs);
    for (const event of failures) socket.on(event, fail);
    // What is there already emits no event.
    read();
  });
}

/** @returns `undefined` while it may still come */
function hostOf(received: string): string | undefined {
  const [head = ""] = received.split(/\r?\n\r?\n/, 1);
  const isComplete = head.length < received.length;
  const lines = head.split(/\r?\n/);
  // Its last line may go on.
  if (!isComplete) lines.pop();
  const line = lines.find((each) => /^host:/i.test(each));
  if (line === undefined) return isComplete ? "" : undefined;
  return line.slice("host:".length).trim().toLowerCase().replace(/:\d*$/, "");
}
