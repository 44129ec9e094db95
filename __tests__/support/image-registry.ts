import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./free-port";

/** Why no registry can run here, or `undefined` when it can. */
export function missingRegistry(): string | undefined {
  return spawnSync("docker-registry", ["--version"]).status === 0
    ? undefined
    : "docker-registry (Debian: apt-get install --no-install-recommends docker-registry)";
}

/** `AWS` with the password of moto's ECR, `123456789012-auth-token`. */
const users = "AWS:$2b$05$WM23eCot1ejdtIFMefyWyeYqHskuvlJXXMQMxcOsjHmjoaNkRbxae\n";

/** A registry for images on a port of loopback, which asks for a password as ECR does. */
export class ImageRegistry {
  private constructor(
    /** Host and port. */
    readonly host: string,
    private readonly child: ChildProcess,
  ) {}

  /** @param folder for its images and settings */
  static async start(folder: string): Promise<ImageRegistry> {
    const host = `127.0.0.1:${await freePort()}`;
    const passwords = join(folder, "registry.htpasswd");
    const configuration = join(folder, "registry.yml");
    writeFileSync(passwords, users);
    writeFileSync(
      configuration,
      JSON.stringify({
        version: "0.1",
        log: { level: "error" },
        storage: { filesystem: { rootdirectory: join(folder, "registry") } },
        http: { addr: host },
        auth: { htpasswd: { realm: "test", path: passwords } },
      }),
    );
    const child = spawn("docker-registry", ["serve", configuration], { stdio: "ignore" });
    const registry = new ImageRegistry(host, child);
    await registry.waitUntilReady();
    return registry;
  }

  /** Tags of a repository, in alphabetical order. */
  async tags(repository: string): Promise<string[]> {
    const response = await this.request(`/v2/${repository}/tags/list`);
    const { tags } = (await response.json()) as { tags?: string[] | null };
    return [...(tags ?? [])].sort();
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
  }

  private request(path: string): Promise<Response> {
    const authorization = `Basic ${Buffer.from("AWS:123456789012-auth-token").toString("base64")}`;
    return fetch(`http://${this.host}${path}`, { headers: { authorization } });
  }

  private async waitUntilReady(): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline && this.child.exitCode === null) {
      const isReady = await this.request("/v2/").then(
        ({ ok }) => ok,
        () => false,
      );
      if (isReady) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await this.stop();
    throw new Error("docker-registry was not ready in time");
  }
}
