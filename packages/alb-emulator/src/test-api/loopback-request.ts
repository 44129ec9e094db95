import { type IncomingMessage, request } from "node:http";
import { request as requestOverTls } from "node:https";
import { buffer } from "node:stream/consumers";

/** Whether the address is served on this machine. */
export function isLocal({ hostname }: URL): boolean {
  return /(^|\.)localhost$/.test(hostname) || hostname === "127.0.0.1";
}

/** Sends one request to an address below `localhost`, which Node itself does not resolve everywhere. */
export async function sendToLoopback(
  url: URL,
  method: string,
  headers: Headers,
  body: Uint8Array | undefined,
): Promise<BrowserResponse> {
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const isOverTls = url.protocol === "https:";
    const outgoing = (isOverTls ? requestOverTls : request)({
      hostname: "127.0.0.1",
      port: url.port,
      path: `${url.pathname}${url.search}`,
      method,
      headers: Object.fromEntries(headers),
      // Both have shards of a session cookie.
      maxHeaderSize: 128 * 1024,
      agent: false,
      // The emulator creates its certificate itself.
      ...(isOverTls && { rejectUnauthorized: false, servername: url.hostname }),
    });
    outgoing.once("error", reject);
    outgoing.once("response", resolve);
    outgoing.end(body);
  });
  const content = await buffer(incoming);
  return new BrowserResponse(url, incoming, content);
}

const withoutBody = new Set([101, 204, 205, 304]);

/** A response of the Fetch API, with the address that sent it. */
export class BrowserResponse extends Response {
  override readonly url: string;

  constructor(url: URL, incoming: IncomingMessage, body: Buffer) {
    const status = incoming.statusCode ?? 200;
    const headers = new Headers();
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      headers.append(incoming.rawHeaders[index] ?? "", incoming.rawHeaders[index + 1] ?? "");
    }
    super(withoutBody.has(status) ? null : new Uint8Array(body), {
      status,
      statusText: incoming.statusMessage ?? "",
      headers,
    });
    this.url = url.href;
  }
}
