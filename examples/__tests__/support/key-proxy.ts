import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to a fetch of a key. */
export type KeyResponse = "pass" | "hang" | "redirect" | "endless" | 403 | 404 | 429 | 503;

/** In front of a load balancer's key endpoints: counts what is fetched and fails on demand. */
export class KeyProxy {
  publicKeys: KeyResponse = "pass";
  jwks: KeyResponse = "pass";
  /** Paths that were fetched, in order. */
  readonly fetched: string[] = [];
  readonly #server: Server;

  constructor(private readonly environment: Readonly<Record<string, string>>) {
    this.#server = createServer((request, response) => {
      const path = String(request.url);
      this.fetched.push(path);
      void this.#respond(path, response);
    });
    // A test that fails must not keep the process alive.
    this.#server.unref();
  }

  async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  /** The variables that make a program fetch its keys through here. */
  get variables(): Record<string, string> {
    const origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return {
      ALB_PUBLIC_KEYS_URL: `${origin}/public-keys`,
      COGNITO_JWKS_URL: `${origin}/jwks.json`,
    };
  }

  get publicKeyFetches(): number {
    return this.fetched.filter((path) => path.startsWith("/public-keys/")).length;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #respond(path: string, response: ServerResponse): Promise<void> {
    const isJwks = path === "/jwks.json";
    const outcome = isJwks ? this.jwks : this.publicKeys;
    if (outcome === "hang") return;
    if (outcome === "redirect") {
      response.writeHead(302, { Location: path }).end();
      return;
    }
    if (outcome === "endless") {
      response.writeHead(200).write("A".repeat(1_000_000));
      return;
    }
    if (outcome !== "pass") {
      response.writeHead(outcome).end("<html>Not an S3 document</html>");
      return;
    }
    const { COGNITO_JWKS_URL: jwksUrl = "", ALB_PUBLIC_KEYS_URL: keysUrl = "" } = this.environment;
    const url = isJwks ? jwksUrl : `${keysUrl}/${path.slice("/public-keys/".length)}`;
    const document = await fetch(url);
    response.writeHead(document.status).end(await document.text());
  }
}
