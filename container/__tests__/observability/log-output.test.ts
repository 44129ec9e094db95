import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { freePort } from "../../../__tests__/support/free-port";
import { LogOutput } from "../../observability/log-output";
import { environment } from "../support/app";
import { type ContainerProcess, startContainer } from "../support/container-process";

const root = join(__dirname, "..", "..", "..");

async function requestMany(port: number, count: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const send = () =>
    new Promise<void>((resolve, reject) => {
      request({ host: "127.0.0.1", port, path: "/public/hello", agent }, (incoming) => {
        incoming.resume().once("end", resolve).once("error", reject);
      })
        .once("error", reject)
        .end();
    });
  const worker = async (share: number) => {
    for (let sent = 0; sent < share; sent++) await send();
  };
  await Promise.all(Array.from({ length: 32 }, () => worker(count / 32)));
  agent.destroy();
}

const statusOf = async (port: number) => (await fetch(`http://127.0.0.1:${port}/healthz`)).status;

describe("a log that nobody reads", () => {
  let container: ContainerProcess;
  beforeEach(async () => {
    container = await startContainer({ STOP_TIMEOUT_SECONDS: "8" });
  });
  afterEach(() => container.stop());

  it("stops no request, loses counted lines only, and goes on", async () => {
    const count = 8_000;
    container.process.stdout?.pause();
    await requestMany(container.port, count);
    expect(await statusOf(container.port)).toBe(200);

    container.process.stdout?.resume();
    const has = (text: string) => container.lines.some((line) => line.includes(text));
    await container.until(() => has("droppedLines") || has("/api/me"));
    await requestMany(container.port, 32);
    await fetch(`http://127.0.0.1:${container.port}/api/me`);
    await container.until(() => has("/api/me"));

    const lines = container.lines.map((line) => JSON.parse(line));
    const dropped = lines.reduce((sum, { droppedLines = 0 }) => sum + droppedLines, 0);
    const logged = lines.filter(({ path }) => path === "/public/hello").length;
    expect(dropped).toBeGreaterThan(0);
    expect(logged + dropped).toBe(count + 32);
    expect(lines.find(({ droppedLines }) => droppedLines)).toMatchObject({
      level: "warn",
      message: "log lines were dropped, because the log could not be written",
    });
  });

  it("delays no end", async () => {
    container.process.stdout?.pause();
    await requestMany(container.port, 8_000);
    const startedAt = performance.now();

    container.process.kill("SIGTERM");
    const [code] = await once(container.process, "exit");

    expect(code).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it("whose reader has gone stops no request either", async () => {
    container.process.stdout?.destroy();
    await requestMany(container.port, 640);
    expect(await statusOf(container.port)).toBe(200);

    container.process.kill("SIGTERM");
    const [code] = await once(container.process, "exit");

    expect(code).toBe(0);
  });
});

describe(LogOutput, () => {
  it("says which lines were dropped without waiting for another line", async () => {
    const written: string[] = [];
    const stalled = {
      writableLength: 2 ** 21,
      write: (text: string, callback: () => void) => {
        written.push(text);
        setImmediate(callback);
        return true;
      },
      on: () => stalled,
    };
    const output = new LogOutput(stalled as unknown as Writable);
    output.write("1\n");
    output.flush();
    stalled.writableLength = 0;
    output.flush();

    expect(written).toEqual([expect.stringContaining('"droppedLines":1')]);
  });

  it("counts lines that a full disk rejects, and says so when there is room again", async () => {
    const written: string[] = [];
    let isFull = true;
    const disk = {
      writableLength: 0,
      write: (text: string, callback: (error?: Error) => void) => {
        if (!isFull) written.push(text);
        setImmediate(callback, isFull ? new Error("ENOSPC") : undefined);
        return true;
      },
      on: () => disk,
    };
    const output = new LogOutput(disk as unknown as Writable);
    for (const line of ["1\n", "2\n"]) output.write(line);
    await output.close(1_000);
    output.write("3\n");
    await output.close(1_000);
    isFull = false;
    output.write("4\n");
    await output.close(1_000);

    const [first, second] = written.join("").split("\n");
    expect(JSON.parse(String(first))).toMatchObject({ level: "warn", droppedLines: 3 });
    expect(second).toBe("4");
  });
});

describe("a log on a full disk", () => {
  // Every write to this device fails with ENOSPC.
  const device = "/dev/full";
  it("stops no request", async () => {
    const port = await freePort();
    const log = openSync(device, "w");
    const child = spawn(process.execPath, [join(root, "container/build.mjs"), "--start"], {
      env: { PATH: process.env.PATH, ...environment, PORT: String(port), HOST: "127.0.0.1" },
      stdio: ["ignore", log, "inherit"],
    });
    closeSync(log);
    const ended = once(child, "exit");
    await waitUntilListening(port);

    expect(await statusOf(port)).toBe(200);
    await requestMany(port, 640);
    expect(await statusOf(port)).toBe(200);
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });
});

/** Jest's timeout bounds it. */
async function waitUntilListening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isConnected = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (isConnected) return;
  }
}
