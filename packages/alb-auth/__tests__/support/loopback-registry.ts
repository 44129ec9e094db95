import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** What `npm publish` sends. */
interface Publication {
  readonly name: string;
  readonly versions: Readonly<Record<string, { dist: { tarball: string; integrity: string } }>>;
  readonly _attachments: Readonly<Record<string, { readonly data: string }>>;
}

/**
 * A registry on loopback that takes what `npm publish` sends and gives it to `npm install`. For every
 * other package it redirects to the registry that npm is configured with.
 *
 * @see https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md
 */
export class LoopbackRegistry {
  readonly #server: Server;
  readonly #documents = new Map<string, string>();
  readonly #tarballs = new Map<string, Buffer>();
  /** Names of the packages that were redirected. */
  readonly redirected = new Set<string>();
  readonly #upstream = execFileSync("npm", ["config", "get", "registry"], {
    encoding: "utf8",
  }).trim();

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#respond(request, response).catch((error) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  static async start(): Promise<LoopbackRegistry> {
    const registry = new LoopbackRegistry();
    registry.#server.listen(0, "127.0.0.1");
    await once(registry.#server, "listening");
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Variables with which npm uses this registry, and may publish to it. */
  get environment(): Record<string, string> {
    return {
      npm_config_registry: this.url,
      [`npm_config_${this.url.replace("http:", "")}:_authToken`]: "loopback",
      npm_config_update_notifier: "false",
      npm_config_fund: "false",
      npm_config_audit: "false",
    };
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(`${request.url}`, this.url).pathname).slice(1);
    if (request.method === "PUT") {
      this.#publish((await json(request)) as Publication);
      response.writeHead(201, { "content-type": "application/json" }).end("{}");
      return;
    }
    const found = this.#documents.get(path) ?? this.#tarballs.get(path);
    if (found !== undefined) {
      response.writeHead(200, { "cache-control": "no-store" }).end(found);
      return;
    }
    this.redirected.add(path);
    response.writeHead(307, { location: new URL(`${request.url}`.slice(1), this.#upstream).href });
    response.end();
  }

  #publish(publication: Publication): void {
    const { _attachments: attachments, ...document } = publication;
    const tarballs = Object.values(attachments).map(({ data }) => Buffer.from(data, "base64"));
    for (const { dist } of Object.values(document.versions)) {
      const tarball = tarballs.find((bytes) => dist.integrity === integrityOf(bytes));
      if (tarball === undefined) throw new Error("The tarball is not the one that was announced.");
      const path = `${document.name}/-/${document.name}.tgz`;
      this.#tarballs.set(path, tarball);
      dist.tarball = `${this.url}${path}`;
    }
    this.#documents.set(document.name, JSON.stringify(document));
  }
}

function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}
