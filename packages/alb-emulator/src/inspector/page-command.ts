import type { IncomingMessage, ServerResponse } from "node:http";
import { EmulatorError } from "../model/emulator-error.ts";

/**
 * What a button of the page makes the emulator do.
 * @param input Parsed JSON, not checked.
 * @returns What becomes the JSON of the response.
 * @throws EmulatorError for an input that the user can correct.
 */
export type PageCommand = (input: unknown) => unknown | Promise<unknown>;

const maxBodyBytes = 1024 * 1024;

/**
 * Runs a command for the inspector's own page. Other sites must not: a browser would send their
 * requests to loopback as well, so `Origin` has to be the page's, and JSON is a content type that a
 * form or a request without preflight cannot have.
 * @see https://fetch.spec.whatwg.org/#origin-header
 */
export async function runPageCommand(
  command: PageCommand,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isFromOwnPage(request)) {
    return sendJson(response, 403, {
      error: "Only the inspector's own page may do this: the Origin header is not its own.",
    });
  }
  if (!/^application\/json(?:;|$)/i.test(request.headers["content-type"] ?? "")) {
    return sendJson(response, 415, { error: "The body must be application/json." });
  }
  const body = await readBody(request);
  if (body === undefined) {
    // The rest of the body is not read, so the connection cannot be used again.
    response.setHeader("Connection", "close");
    const error = `The request is larger than ${maxBodyBytes / 1024 / 1024} MiB. Shorten its body.`;
    return sendJson(response, 413, { error });
  }
  try {
    sendJson(response, 200, await command(parse(body)));
  } catch (error) {
    if (error instanceof EmulatorError) return sendJson(response, 400, { error: error.message });
    const details = error instanceof Error ? error.message : String(error);
    sendJson(response, 500, { error: `The emulator itself failed. Please report it: ${details}` });
  }
}

function isFromOwnPage({ headers }: IncomingMessage): boolean {
  const { host, origin } = headers;
  const site = headers["sec-fetch-site"];
  return origin === `http://${host}` && (site === undefined || site === "same-origin");
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EmulatorError("The body is not JSON.");
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(value));
}
