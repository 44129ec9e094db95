import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Options of {@link startMoto}. */
export interface MotoOptions {
  /** Path of a Python interpreter that can import moto. */
  readonly python: string;
  /** Number of running tasks of every service: the `desired_count` of the fixtures. @default 1 */
  readonly runningTasks?: number;
  /** Image that never becomes healthy: its deployments are rolled back. @default - none */
  readonly brokenImage?: string;
  /** JSON file with the states of availability zones by name. @default - none: all are available */
  readonly zonesFile?: string;
  /** Host and port of the registry that ECR's repositories are in. @default - one that does not exist */
  readonly registry?: string;
}

/** A running moto server on loopback: an emulator of the AWS API. */
export interface Moto {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Ends the process and waits for its exit. */
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;
const announcement = /Running on (http:\/\/127\.0\.0\.1:\d+)/;

/** Resolves with the address that moto announces on stderr. */
function announcedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(
      () => reject(new Error(`moto was not ready in time:\n${output}`)),
      startTimeoutMs,
    );
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`moto ended with ${code} before it was ready:\n${output}`));
    });
    // moto logs every request here: unread, the pipe fills up and blocks it.
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      if (output.length > 100_000) return;
      output += chunk;
      const url = announcement.exec(output)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

/** Starts the patched moto server on a free port. All of its state is in memory. */
export async function startMoto(options: MotoOptions): Promise<Moto> {
  const { python, runningTasks = 1, brokenImage, zonesFile, registry } = options;
  const child = spawn(python, [join(__dirname, "moto_server.py"), "-H", "127.0.0.1", "-p", "0"], {
    // moto ends when its standard input does, so it cannot outlive this process.
    stdio: ["pipe", "ignore", "pipe"],
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: "1",
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      MOTO_ECS_SERVICE_RUNNING: String(runningTasks),
      MOTO_ACM_VALIDATION_WAIT: "0",
      ...(brokenImage === undefined ? {} : { BROKEN_IMAGE: brokenImage }),
      ...(zonesFile === undefined ? {} : { ZONES_FILE: zonesFile }),
      ...(registry === undefined ? {} : { ECR_REGISTRY: registry }),
    },
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  try {
    return { url: await announcedUrl(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
