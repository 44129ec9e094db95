import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request as httpRequest } from "node:http";
import { createServer as createTcpServer, type Socket } from "node:net";
import { join } from "node:path";
import { environment, request } from "./support/app";

jest.setTimeout(60_000);

const root = join(__dirname, "..", "..");

interface Container {
  readonly process: ChildProcess;
  readonly port: number;
  readonly lines: Record<string, unknown>[];
}

/** Builds and starts the real bundle in a process of its own, as `npm run container` does. */
async function startContainer(): Promise<Container> {
  const child = spawn(process.execPath, [join(root, "container/build.mjs"), "--start"], {
    env: { PATH: process.env.PATH, ...environment, COGNITO_JWKS_URL: "http://127.0.0.1:9/jwks" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: Record<string, unknown>[] = [];
  let rest = "";
  const port = await new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The container ended with ${code}.`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const line = JSON.parse(part);
        lines.push(line);
        if (line.message === "listening") resolve(line.port);
      }
    });
  });
  return { process: child, port, lines };
}

describe("SIGTERM", () => {
  it("under continuous load loses no accepted request, and ends the process with 0", async () => {
    const container = await startContainer();
    const agent = new Agent({ keepAlive: true, maxSockets: 16 });
    const counts = { answered: 0, refused: 0, lost: 0 };
    let stopped = false;

    async function load(): Promise<void> {
      while (!stopped) {
        const outcome = await send(container.port, agent);
        counts[outcome]++;
        if (outcome === "refused") return;
      }
    }
    const workers = Array.from({ length: 16 }, load);
    while (counts.answered <= 50) await new Promise((resolve) => setTimeout(resolve, 20));
    const before = counts.answered;
    container.process.kill("SIGTERM");
    const [code] = await once(container.process, "close");
    stopped = true;
    await Promise.all(workers);
    agent.destroy();

    expect(code).toBe(0);
    expect(counts.lost).toBe(0);
    // Requests that came during the grace were answered as well.
    expect(counts.answered).toBeGreaterThan(before);
    // Each request that the container saw was answered in full.
    const logged = container.lines.filter((line) => line.path === "/public/hello");
    expect(logged).toHaveLength(counts.answered);
    expect(container.lines.at(-1)).toHaveProperty("_aws");
  });

  it("turns /readyz false, finishes a request under way, and exits", async () => {
    const container = await startContainer();
    const slow = slowPost(container.port);
    await slow.started;

    container.process.kill("SIGTERM");
    await waitFor(async () => {
      const { text } = await request(container.port, "/readyz");
      return JSON.parse(text).draining === true;
    });
    slow.finish();
    const [code] = await once(container.process, "exit");

    expect(await slow.status).toBe(401);
    expect(code).toBe(0);
  });

  it("ends at once with a clear line when the port is taken", async () => {
    const server = createTcpServer((socket: Socket) => socket.destroy()).listen(0);
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const child = spawn(process.execPath, [join(root, "container/build.mjs"), "--start"], {
      env: { PATH: process.env.PATH, ...environment, PORT: String(port) },
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    const [code] = await once(child, "exit");
    server.close();

    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({ level: "fatal", code: "EADDRINUSE", port });
  });
});

/**
 * `refused` when the connection was not taken any more: by the kernel at once, or out of its queue
 * when the listening socket closed. That the container had not accepted it shows in its log.
 */
function send(port: number, agent: Agent): Promise<"answered" | "refused" | "lost"> {
  return new Promise((resolve) => {
    const outgoing = httpRequest(
      { host: "127.0.0.1", port, path: "/public/hello", agent },
      (incoming) => {
        incoming.resume();
        incoming.on("end", () => resolve(incoming.statusCode === 200 ? "answered" : "lost"));
        incoming.on("error", () => resolve("lost"));
      },
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ECONNREFUSED" || error.code === "ECONNRESET" ? "refused" : "lost"),
    );
    outgoing.end();
  });
}

/** A request whose body ends when the test says so. */
function slowPost(port: number) {
  let finish = () => {};
  let markStarted = () => {};
  const started = new Promise<void>((resolve) => {
    markStarted = resolve;
  });
  const status = new Promise<number>((resolve, reject) => {
    const outgoing = httpRequest(
      { host: "127.0.0.1", port, path: "/tasks", method: "POST", headers: { "Content-Length": 2 } },
      (incoming) => {
        incoming.resume();
        resolve(incoming.statusCode ?? 0);
      },
    );
    outgoing.on("error", reject);
    outgoing.write("{", () => setTimeout(markStarted, 50));
    finish = () => outgoing.end("}");
  });
  return { started, finish: () => finish(), status };
}

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("The condition did not come true within a second.");
}
