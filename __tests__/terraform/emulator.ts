import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Options of {@link startEmulator}. */
export interface EmulatorOptions {
  /** Path of a Python interpreter that can import the emulator. */
  readonly python: string;
  /** Tasks that every service runs at once: the `desired_count` of the fixtures. @default 1 */
  readonly runningTasks?: number;
  /** Image that never becomes healthy: deployments of it are rolled back. @default - none */
  readonly brokenImage?: string;
}

/** A running AWS emulator on loopback. */
export interface Emulator {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
}

const startTimeoutMilliseconds = 60_000;
const announcement = /Running on (http:\/\/127\.0\.0\.1:\d+)/;

/** Resolves with the address that the emulator announces on stderr. */
function announcedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(
      () => reject(new Error(`the emulator was not ready in time:\n${output}`)),
      startTimeoutMilliseconds,
    );
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the emulator ended with ${code} before it was ready:\n${output}`));
    });
    // The emulator logs every request here: unread, the pipe would fill up and stop it.
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

/** Starts the patched emulator on a free port. All of its state is in memory. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { python, runningTasks = 1, brokenImage } = options;
  const child = spawn(python, [join(__dirname, "emulator.py"), "-H", "127.0.0.1", "-p", "0"], {
    // The emulator ends when its standard input does, so it cannot outlive this process.
    stdio: ["pipe", "ignore", "pipe"],
    env: {
      ...process.env,
      MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
      MOTO_ECS_SERVICE_RUNNING: String(runningTasks),
      MOTO_ACM_VALIDATION_WAIT: "0",
      ...(brokenImage === undefined ? {} : { BROKEN_IMAGE: brokenImage }),
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
