import type { IncomingMessage } from "node:http";
import type { Exchange } from "./exchange.ts";
import { type GeneratedResponse, send } from "./response.ts";

/** Response header of the emulator: the request in the inspector. */
export const entryHeader = "X-Local-Inspector";

/** AWS's page has no style: only what the emulator adds is styled, apart from the page. */
const style =
  ".local{position:fixed;inset:auto 0 0;display:flex;flex-wrap:wrap;justify-content:center;gap:2px 12px;padding:8px 16px;font:13px/28px system-ui,sans-serif;color:#535b69;background:#fff;border-top:1px solid #e1e4ea}.local b{font-weight:600}.local a{color:#3a48c4}@media(max-width:30rem){.local{flex-direction:column;text-align:center;line-height:20px}.local a{line-height:44px}}";

/**
 * Sends a response of the load balancer itself. An error leads to its entry in the inspector: by a
 * header, and for browsers by a line below AWS's page.
 * @param explanation Why it failed; its first sentence is shown.
 */
export function sendGenerated(
  { request, response, now, entryUrl }: Exchange,
  page: GeneratedResponse,
  explanation: string | undefined,
): void {
  if (page.status < 400 || entryUrl === undefined) {
    send(response, page, now());
    return;
  }
  const body = acceptsHtml(request) ? withNote(page.body, explanation, entryUrl) : page.body;
  send(response, { ...page, headers: [...page.headers, [entryHeader, entryUrl]], body }, now());
}

function acceptsHtml({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes("text/html") ?? false;
}

function withNote(body: string, explanation: string | undefined, entryUrl: string): string {
  const [reason = ""] = explanation?.split(/(?<=\.) |\n/, 1) ?? [];
  const viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">';
  const note = `<footer class="local"><b>Local emulator</b><span>${escapeHtml(reason)}</span><a href="${escapeHtml(entryUrl)}">See why in the inspector</a></footer>`;
  return body
    .replace("</head>", () => `${viewport}<style>${style}</style></head>`)
    .replace("</body>", () => `${note}\r\n</body>`);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
