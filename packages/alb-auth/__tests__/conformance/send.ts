import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import type { RawHeaders } from "./rows.ts";

export interface SubjectResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends `GET /`, or another target, with headers exactly as given, each on a line of its own. */
export async function send(
  port: number,
  headers: RawHeaders,
  { path = "/", host = "app.example.com" } = {},
): Promise<SubjectResponse> {
  const outgoing = request({
    host: "127.0.0.1",
    port,
    path,
    headers: ["Host", host, ...headers],
    agent: false,
  });
  outgoing.end();
  const [incoming] = await once(outgoing, "response");
  return { status: incoming.statusCode, headers: incoming.headers, text: await text(incoming) };
}
