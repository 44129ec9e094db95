import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { designFolder } from "../design-folder.ts";
import { runServer } from "../model/run-server.ts";
import type { EventLog } from "./event-log.ts";
import type { Overview } from "./overview.ts";

/** Options of {@link startInspector}. */
export interface InspectorOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** IP address to listen on. @default "127.0.0.1" */
  readonly listenAddress?: string | undefined;
  /** What is missing until the emulator serves everything; empty when it does. */
  readonly missing: () => Promise<readonly string[]>;
  readonly events: EventLog;
  /** Called for each page, because a reload changes it. */
  readonly overview: () => Overview;
}

/** An inspector that serves its page. */
export interface RunningInspector {
  readonly url: string;
  close(): Promise<void>;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** The page's files; the build copies them beside the bundle. */
const pageFolder = new URL("./page/", import.meta.url);

const heartbeatMs = 15_000;

/** Serves a page that shows events live, on a port of its own. */
export async function startInspector(options: InspectorOptions): Promise<RunningInspector> {
  const server = createServer((request, response) => {
    respond(options, request, response).catch(() => response.destroy());
  });
  const host = options.listenAddress ?? "127.0.0.1";
  const { port, close } = await runServer(server, { host, port: options.port });
  return { url: `http://${nameOf(host)}:${port}/`, close };
}

/** `localhost` where connections to it arrive. */
function nameOf(address: string): string {
  if (["127.0.0.1", "0.0.0.0", "::"].includes(address)) return "localhost";
  return address.includes(":") ? `[${address}]` : address;
}

async function respond(
  options: InspectorOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Cache-Control", "no-store");
  // For whoever waits, under any host name: it reveals nothing.
  if (/^\/ready(\?|$)/.test(request.url ?? "")) return sendReadiness(options, response);
  // The page shows tokens: a site whose DNS name resolves to this machine must not read them.
  const host = (request.headers.host ?? "").toLowerCase().replace(/:\d+$/, "");
  const ownNames = ["localhost", "127.0.0.1", nameOf(options.listenAddress ?? "127.0.0.1")];
  if (!ownNames.includes(host)) {
    return end(response, 421, "The inspector responds to localhost only. Open it as localhost.");
  }
  if (request.method !== "GET") return end(response, 405, "The inspector accepts GET only.");
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/events") {
    const last = request.headers["last-event-id"] ?? searchParams.get("after") ?? "0";
    return stream(options.events, Number(last) || 0, response);
  }
  if (pathname === "/overview") {
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(options.overview()));
    return;
  }
  return sendFile(pathname === "/" ? "inspector.html" : pathname.slice(1), response);
}

async function sendReadiness(
  { missing }: InspectorOptions,
  response: ServerResponse,
): Promise<void> {
  const found = await missing();
  const ready = found.length === 0;
  response.writeHead(ready ? 200 : 503, { "Content-Type": "application/json" });
  response.end(JSON.stringify(ready ? { ready } : { ready, missing: found }));
}

async function sendFile(name: string, response: ServerResponse): Promise<void> {
  const type = contentTypes[/\.[a-z]+$/.exec(name)?.[0] ?? ""];
  const isFileName = /^[a-z-]+\.[a-z]+$/.test(name);
  const content =
    type !== undefined && isFileName
      ? await readFile(new URL(name, pageFolder))
          .catch(() => readFile(new URL(name, designFolder)))
          .catch(() => undefined)
      : undefined;
  if (type === undefined || content === undefined) return end(response, 404, "Page not found.");
  response.setHeader("Content-Security-Policy", contentSecurityPolicy);
  response.setHeader("Content-Type", type);
  response.end(content);
}

/** Server-sent events: the stored ones first, then new ones. */
function stream(events: EventLog, after: number, response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  let last = after;
  // A reader that has stalled gets nothing more until it reads on, so that nothing piles up for it.
  const send = () => {
    for (const event of events.after(last)) {
      if (response.writableNeedDrain) return;
      last = event.number;
      response.write(`id: ${event.number}\ndata: ${JSON.stringify(event)}\n\n`);
    }
  };
  response.write("retry: 1000\n\n");
  response.on("drain", send);
  send();
  const stop = events.listen(send);
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(": heartbeat\n\n");
  }, heartbeatMs);
  response.once("close", () => {
    stop();
    clearInterval(heartbeat);
  });
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}
