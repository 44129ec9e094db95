import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** HCP Terraform's storage: its URLs contain their own permission, and it rejects tokens. */
export class FakeArchivist {
  origin = "";
  /** What was uploaded. */
  readonly uploads: Buffer[] = [];
  private readonly uploadPaths = new Set<string>();
  private readonly logs = new Map<string, string>();

  createUpload(): string {
    const path = newPath();
    this.uploadPaths.add(path);
    return this.origin + path;
  }

  createLog(log: string): string {
    const path = newPath();
    this.logs.set(path, log);
    return this.origin + path;
  }

  /** @param onUpload called before the response to an upload */
  async respond(
    request: IncomingMessage,
    response: ServerResponse,
    onUpload: () => void,
  ): Promise<void> {
    const { method, url = "", headers } = request;
    const body = await buffer(request);
    const reject = (status: number) => {
      response.writeHead(status).end();
    };
    if (headers.authorization !== undefined) return reject(400);
    const log = this.logs.get(url);
    if (method === "GET" && log !== undefined) {
      response.writeHead(200, { "content-type": "text/plain" }).end(log);
      return;
    }
    if (method !== "PUT" || !this.uploadPaths.has(url)) return reject(404);
    if (headers["content-type"] !== "application/octet-stream") return reject(415);
    this.uploads.push(body);
    onUpload();
    response.writeHead(200).end();
  }
}

/** Names of the entries of an archive, as the system's `tar` reads them. */
export function entriesOf(archive: Uint8Array): string[] {
  return execFileSync("tar", ["-tzf", "-"], { input: archive, encoding: "utf8" })
    .split("\n")
    .filter((line) => line !== "");
}

function newPath(): string {
  return `/v1/object/${randomBytes(12).toString("hex")}`;
}
