import { request as requestOverHttp } from "node:http";
import { request as requestOverTls } from "node:https";
import type { Endpoint } from "../model/address-book.ts";
import { EmulatorError } from "../model/emulator-error.ts";

export type HeaderPair = readonly [name: string, value: string];

/** A request to a server of this emulator. */
export interface LocalRequest {
  /** IP address of this machine. */
  readonly address: string;
  readonly endpoint: Endpoint;
  readonly method: string;
  /** Path and query, sent as they are. */
  readonly target: string;
  /** With `Host`; repetitions are sent. */
  readonly headers: readonly HeaderPair[];
  readonly body?: string | undefined;
}

/** A response with its whole body. */
export interface LocalResponse {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
  /** Port that the request came from; no other request uses it at the same time. */
  readonly clientPort: number;
}

/** More than a page has; a program behind the load balancer may send without end. */
const maxBodyBytes = 8 * 1024 * 1024;

const timeoutMs = 60_000;

/**
 * Sends one request on a connection of its own. It goes to the given address whatever its Host header
 * says, so that no name is looked up and no other machine is reached.
 * @throws EmulatorError when a header cannot be sent, nothing responds, or the body does not end.
 */
export function sendLocally(request: LocalRequest): Promise<LocalResponse> {
  const { address, endpoint, method, target, headers, body } = request;
  const isOverTls = endpoint.scheme === "https";
  const hostName = headers.find(([name]) => name.toLowerCase() === "host")?.[1] ?? "localhost";
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new EmulatorError(`${method} ${target} got no response: ${reason}.`));
    const outgoing = (isOverTls ? requestOverTls : requestOverHttp)({
      host: address,
      port: endpoint.port,
      method,
      path: target,
      headers: headers.flat(),
      // The emulator makes its certificate itself.
      ...(isOverTls && { rejectUnauthorized: false, servername: hostName.replace(/:\d+$/, "") }),
      agent: false,
      maxHeaderSize: 128 * 1024,
      timeout: timeoutMs,
    });
    outgoing.once("timeout", () => {
      outgoing.destroy(new Error(`nothing was sent for ${timeoutMs / 1000} seconds`));
    });
    outgoing.once("error", ({ message }) => fail(message));
    outgoing.once("response", (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const { localPort: clientPort = 0 } = incoming.socket;
      incoming.on("data", (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > maxBodyBytes) {
          incoming.destroy(new Error(`the body is longer than ${maxBodyBytes / 1024 / 1024} MiB`));
        }
      });
      incoming.once("error", ({ message }) => fail(message));
      incoming.once("end", () => {
        const { statusCode: status = 0, rawHeaders } = incoming;
        resolve({ status, headers: pairs(rawHeaders), body: Buffer.concat(chunks), clientPort });
      });
    });
    outgoing.end(body);
  });
}

/** The value of a header that is sent once. */
export function headerOf(headers: readonly HeaderPair[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function pairs(raw: readonly string[]): HeaderPair[] {
  const found: HeaderPair[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    found.push([raw[index] ?? "", raw[index + 1] ?? ""]);
  }
  return found;
}
