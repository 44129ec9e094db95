import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** What is missing for a namespace, or `undefined`. */
export function missingNamespace(): string | undefined {
  const works = spawnSync("unshare", ["--net", "--mount", "ip", "link", "set", "lo", "up"]);
  return works.status === 0 ? undefined : "root, unshare and ip (Debian: util-linux, iproute2)";
}

/**
 * A network and a hosts file of its own, as the containers of a compose file have. Every user may listen
 * on any port there, as in Docker.
 */
export class NetworkNamespace {
  readonly #children: ChildProcess[] = [];

  private constructor(private readonly holder: ChildProcess) {}

  static async open(hostsFile: string): Promise<NetworkNamespace> {
    const script = [
      "ip link set lo up",
      "echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start",
      `mount --bind ${hostsFile} /etc/hosts`,
      "echo open",
      "exec cat",
    ].join(" && ");
    const holder = spawn("unshare", ["--net", "--mount", "sh", "-c", script], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(holder.stdout, "data");
    return new NetworkNamespace(holder);
  }

  /** Starts a program with these variables and PATH only. */
  start(command: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    const { PATH = "" } = process.env;
    const child = spawn(
      "nsenter",
      ["--target", String(this.holder.pid), "--net", "--mount", ...command],
      { env: { PATH, ...env }, stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#children.push(child);
    return child;
  }

  /** Runs a program to its end. @throws Error with what it wrote, when it fails */
  async run(command: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const child = this.start(command, env);
    const { stdout, stderr } = child;
    const [output, errors, [code]] = await Promise.all([
      stdout ? text(stdout) : "",
      stderr ? text(stderr) : "",
      once(child, "exit"),
    ]);
    if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}: ${errors}${output}`);
    return output;
  }

  /** Ends it and every program in it. */
  async close(): Promise<void> {
    const running = this.#children.filter(
      ({ exitCode, signalCode }) => (exitCode ?? signalCode) === null,
    );
    await Promise.all(
      [...running, this.holder].map(async (child) => {
        const ended = once(child, "exit");
        child.kill("SIGKILL");
        await ended;
      }),
    );
  }
}
