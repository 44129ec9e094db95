import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { runServer } from "../../../src/model/run-server.ts";
import { clientId, issuer } from "./model.ts";

/** A request that the fake received. */
export interface TokenRequest {
  readonly authorization: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

type CannedResponse = { readonly status: number; readonly body: unknown } | "hang up" | "silence";

/** Token and user info endpoints. Tests replace the responses that they are about. */
export class FakeCognito {
  readonly tokenRequests: TokenRequest[] = [];
  token: (request: TokenRequest) => CannedResponse = () => ({ status: 200, body: this.tokens() });
  userInfo: (accessToken: string) => CannedResponse = () => ({ status: 200, body: this.claims });
  claims: Record<string, unknown> = { sub: "user-1", email_verified: "true", username: "user-1" };
  expiresInSeconds = 900;
  nowMs: () => number = Date.now;

  tokens(overrides: Record<string, unknown> = {}): Record<string, unknown> {
    const exp = Math.floor(this.nowMs() / 1000) + this.expiresInSeconds;
    return {
      access_token: jwt({ sub: "user-1", token_use: "access", n: this.tokenRequests.length }),
      id_token: jwt({ iss: issuer, aud: clientId, sub: "user-1", exp }),
      refresh_token: "refresh-1",
      expires_in: this.expiresInSeconds,
      ...overrides,
    };
  }

  async start() {
    const server = createServer((request, response) => void this.#respond(request, response));
    const { port, close } = await runServer(server, { host: "127.0.0.1", port: 0 });
    const base = `http://127.0.0.1:${port}`;
    return {
      tokenUrl: `${base}/oauth2/token`,
      userInfoUrl: `${base}/oauth2/userInfo`,
      close,
    };
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const canned =
      request.url === "/oauth2/token"
        ? await this.#tokenResponse(request)
        : this.#userInfoResponse(request);
    if (canned === "hang up") return void response.destroy();
    if (canned === "silence") return;
    response.writeHead(canned.status, { "content-type": "application/json" });
    response.end(typeof canned.body === "string" ? canned.body : JSON.stringify(canned.body));
  }

  async #tokenResponse(request: IncomingMessage): Promise<CannedResponse> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const form = Object.fromEntries(new URLSearchParams(body));
    const received = { authorization: request.headers.authorization, form };
    this.tokenRequests.push(received);
    return this.token(received);
  }

  #userInfoResponse(request: IncomingMessage): CannedResponse {
    return this.userInfo(String(request.headers.authorization).replace("Bearer ", ""));
  }
}

/** A JWT without a valid signature, which the load balancer does not verify. */
export function jwt(payload: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", kid: "1" })}.${part(payload)}.c2ln`;
}
