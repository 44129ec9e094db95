import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { environment } from "./app";

const root = join(__dirname, "..", "..", "..");

/** The real bundle in a process of its own. */
export interface ContainerProcess {
  readonly process: ChildProcess;
  readonly port: number;
  /** Standard output so far, line by line. */
  readonly lines: readonly string[];
  /** Standard error so far. */
  readonly errorOutput: string;
  /** Waits, each time that output arrives. Jest's timeout bounds it. */
  until(condition: () => boolean): Promise<void>;
  /** Ends the process with SIGKILL. */
  stop(): Promise<void>;
}

/** Builds and starts the bundle, as `npm run container` does. */
export async function startContainer(
  variables: Readonly<Record<string, string>> = {},
): Promise<ContainerProcess> {
  const child = spawn(process.execPath, [join(root, "container/build.mjs"), "--start"], {
    env: {
      PATH: process.env.PATH,
      ...environment,
      HOST: "127.0.0.1",
      COGNITO_JWKS_URL: "http://127.0.0.1:9/jwks",
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let isEnded = false;
  const ended = once(child, "close").then(() => {
    isEnded = true;
  });
  const lines: string[] = [];
  let errorOutput = "";
  let rest = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errorOutput += text;
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  const until = async (condition: () => boolean) => {
    while (!condition()) {
      if (isEnded) {
        const output = [...lines, errorOutput].join("\n");
        throw new Error(`The container ended with ${child.exitCode}. ${output}`);
      }
      await Promise.race([once(child.stdout, "data"), ended]);
    }
  };
  const listening = () => lines.find((line) => line.includes('"listening"'));
  await until(() => listening() !== undefined);
  return {
    process: child,
    port: JSON.parse(listening() ?? "").port,
    lines,
    get errorOutput() {
      return errorOutput;
    },
    until,
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
