import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A comment, as GitHub's API has it. */
export interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}

const token = "token-of-the-workflow";

/** The part of GitHub's API that the pipeline calls, on a port of loopback. */
export class FakeGithub {
  readonly comments: Comment[] = [];
  /** Claims of the next OpenID Connect tokens. */
  claims: Readonly<Record<string, string>> = {};

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<FakeGithub> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const github = new FakeGithub(server, `http://127.0.0.1:${port}`);
    server.on("request", async (request, response) => {
      const { status, body } = github.respond(request, await text(request));
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    return github;
  }

  /** Environment variables of a runner, and of its token for OpenID Connect. */
  get variables(): Readonly<Record<string, string>> {
    return {
      GITHUB_API_URL: this.url,
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "acme/website",
      GITHUB_RUN_ID: "42",
    };
  }

  get token(): string {
    return token;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private respond(
    { method, url = "", headers }: IncomingMessage,
    body: string,
  ): { readonly status: number; readonly body: unknown } {
    const { pathname, searchParams } = new URL(url, this.url);
    if (headers.authorization !== `Bearer ${token}`) {
      return { status: 401, body: { message: "Bad credentials" } };
    }
    if (pathname === "/id-token") {
      if (searchParams.get("audience") !== "sts.amazonaws.com") return { status: 400, body: {} };
      const part = (content: object) => Buffer.from(JSON.stringify(content)).toString("base64url");
      return { status: 200, body: { value: `${part({})}.${part(this.claims)}.signature` } };
    }
    if (pathname === "/repos/acme/website/issues/7/comments") {
      if (method === "POST") return { status: 201, body: this.add(JSON.parse(body).body) };
      const size = Number(searchParams.get("per_page"));
      const start = (Number(searchParams.get("page")) - 1) * size;
      return { status: 200, body: this.comments.slice(start, start + size) };
    }
    const id = /^\/repos\/acme\/website\/issues\/comments\/(\d+)$/.exec(pathname)?.[1];
    const comment = this.comments.find((each) => String(each.id) === id);
    if (method !== "PATCH" || comment === undefined) {
      return { status: 404, body: { message: "Not Found" } };
    }
    comment.body = JSON.parse(body).body;
    return { status: 200, body: comment };
  }

  /** Adds a comment as the workflow's token does, or as somebody else. */
  add(body: string, login = "github-actions[bot]"): Comment {
    const comment = { id: this.comments.length + 1, body, user: { login } };
    this.comments.push(comment);
    return comment;
  }
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
