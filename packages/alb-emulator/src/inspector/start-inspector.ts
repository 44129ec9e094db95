import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { runServer } from "../model/run-server.ts";
import type { EventLog } from "./event-log.ts";
import { streamEvents } from "./event-stream.ts";
import { harOf } from "./har.ts";
import type { Overview } from "./overview.ts";
import { type PageCommand, runPageCommand } from "./page-command.ts";
import { sendPageFile } from "./page-files.ts";

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
  /** Values that no export contains, such as passwords and client secrets. */
  readonly secrets: () => readonly string[];
  /** By name; the page posts JSON to `/<name>`. */
  readonly commands: Readonly<Record<string, PageCommand>>;
}

/** An inspector that serves its page. */
export interface RunningInspector {
  readonly url: string;
  close(): Promise<void>;
}

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
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const name = pathname.slice(1);
  const command = Object.hasOwn(options.commands, name) ? options.commands[name] : undefined;
  const method = command === undefined ? "GET" : "POST";
  if (request.method !== method) {
    response.setHeader("Allow", method);
    return end(response, 405, `${pathname} accepts ${method} only.`);
  }
  if (command !== undefined) return runPageCommand(command, request, response);
  return sendPart(options, name, request, response);
}

/** What the page reads. */
async function sendPart(
  { events, overview, secrets }: InspectorOptions,
  name: string,
  { headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  switch (name) {
    case "events":
      return streamEvents(events, String(headers["last-event-id"] ?? ""), response);
    case "overview":
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify(overview()));
      return;
    case "requests.har":
      response.setHeader("Content-Type", "application/json");
      response.setHeader("Content-Disposition", 'attachment; filename="requests.har"');
      response.end(JSON.stringify(harOf(events.after(0), secrets()), undefined, 2));
      return;
    default: {
      const isFile = await sendPageFile(name === "" ? "inspector.html" : name, response);
      if (!isFile) end(response, 404, "Page not found.");
    }
  }
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

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}
