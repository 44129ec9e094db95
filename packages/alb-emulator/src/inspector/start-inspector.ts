import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { EventLog, NumberedEvent } from "./event-log.ts";

export interface InspectorOptions {
  readonly port: number;
  readonly events: EventLog;
  /** What runs, for the head of the page; asked for each time, because reloads change it. */
  readonly overview: () => Overview;
}

export interface Overview {
  readonly environment: string;
  readonly applications: readonly { readonly name: string; readonly url: string }[];
  readonly demoUsers: readonly {
    readonly login: string;
    readonly password: string;
    readonly groups: readonly string[];
  }[];
}

export interface RunningInspector {
  readonly url: string;
  close(): Promise<void>;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
};

/** The page's own files; the build copies them beside the bundle. */
const pageFolder = new URL("./page/", import.meta.url);

const heartbeatMilliseconds = 15_000;

/** Shows what happens, live, on a port of its own. */
export async function startInspector(options: InspectorOptions): Promise<RunningInspector> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch(() => response.destroy());
  });
  const port = await listen(server, options.port);
  return {
    url: `http://localhost:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  options: InspectorOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Cache-Control", "no-store");
  // Tokens are shown here: no page of another name may read them through a DNS entry of its own.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/i.test(request.headers.host ?? "")) {
    return end(response, 421, "The inspector answers to localhost only.");
  }
  if (request.method !== "GET") return end(response, 405, "Only GET.");
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/events") {
    const last = request.headers["last-event-id"] ?? searchParams.get("after") ?? "0";
    return stream(options.events, Number(last) || 0, response);
  }
  if (pathname === "/overview") {
    response.setHeader("Content-Type", "application/json");
    return response.end(JSON.stringify(options.overview()));
  }
  const name = pathname === "/" ? "inspector.html" : pathname.slice(1);
  const type = contentTypes[/\.[a-z]+$/.exec(name)?.[0] ?? ""];
  if (!type || !/^[a-z-]+\.[a-z]+$/.test(name)) return end(response, 404, "No such page.");
  const content = await readFile(new URL(name, pageFolder)).catch(() => undefined);
  if (!content) return end(response, 404, "No such page.");
  response.setHeader(
    "Content-Security-Policy",
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  );
  response.setHeader("Content-Type", type);
  response.end(content);
}

/** Server-sent events: what is kept first, then everything new. */
function stream(events: EventLog, after: number, response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const send = (event: NumberedEvent) => {
    response.write(`id: ${event.number}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  response.write("retry: 1000\n\n");
  for (const event of events.after(after)) send(event);
  const stop = events.listen(send);
  const heartbeat = setInterval(() => response.write(": still here\n\n"), heartbeatMilliseconds);
  response.once("close", () => {
    stop();
    clearInterval(heartbeat);
  });
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
