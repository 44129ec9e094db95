import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Takes the place of Cognito's API: keeps every call, and returns what a test wants. */
export class FakeUserPoolApi {
  readonly calls: Call[] = [];
  /** Responses by operation; an error is named by `__type`. */
  responses: Readonly<
    Record<string, { readonly status?: number; readonly body: object | string }>
  > = {};
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const operation = String(request.headers["x-amz-target"]).split(".").pop() ?? "";
      const input = JSON.parse(Buffer.concat(chunks).toString()) as Call["input"];
      this.calls.push({ operation, input });
      const { status = 200, body } = this.responses[operation] ?? { body: {} };
      response.writeHead(status, { "Content-Type": "application/x-amz-json-1.1" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
