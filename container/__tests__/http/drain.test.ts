import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request as httpRequest } from "node:http";
import { createServer as createTcpServer, type Socket } from "node:net";
import { join } from "node:path";
import { environment, request } from "../support/app";

jest.setTimeout(60_000);

const root = join(__dirname, "..", "..", "..");

interface Container {
  readonly process: ChildProcess;
  readonly port: number;
  readonly lines: Record<string, unknown>[];
}

/** Builds and starts the real bundle, as `npm run container` does. */
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
  it("loses no accepted request under continuous load, and exits with 0", async () => {
    const container = await startContainer();
    const agent = new Agent({ keepAlive: true, maxSockets: 16 });
    const counts = { completed: 0, refused: 0, lost: 0 };
    let stopped = false;

    async function load(): Promise<void> {
      while (!stopped) {
        const outcome = await send(container.port, agent);
        counts[outcome]++;
        if (outcome === "refused") return;
      }
    }
    const workers = Array.from({ length: 16 }, load);
    await until(() => counts.completed > 50);
    const before = counts.completed;
    container.process.kill("SIGTERM");
    const [code] = await once(container.process, "close");
    stopped = true;
    await Promise.all(workers);
    agent.destroy();

    expect(code).toBe(0);
    expect(counts.lost).toBe(0);
    // Requests during the grace period were completed as well.
    expect(counts.completed).toBeGreaterThan(before);
    // Each request that the container accepted was completed.
    const logged = container.lines.filter((line) => line.path === "/public/hello");
    expect(logged).toHaveLength(counts.completed);
    expect(container.lines.at(-1)).toHaveProperty("_aws");
  });

  it("makes /readyz false, completes a request under way, and exits", async () => {
    const container = await startContainer();
    const slow = await startSlowPost(container.port);

    container.process.kill("SIGTERM");
    await until(async () => {
      const { text } = await request(container.port, "/readyz");
      return JSON.parse(text).draining === true;
    });
    slow.finish();
    const [code] = await once(container.process, "exit");

    expect(await slow.status).toBe(401);
    expect(code).toBe(0);
  });

  it("exits with 1 and logs the reason when the port is in use", async () => {
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
 * `refused` when the connection was not accepted any more: by the kernel at once, or from its queue
 * when the listening socket closed. The container's log shows that it had not accepted it.
 */
function send(port: number, agent: Agent): Promise<"completed" | "refused" | "lost"> {
  return new Promise((resolve) => {
    const outgoing = httpRequest(
      { host: "127.0.0.1", port, path: "/public/hello", agent },
      (incoming) => {
        incoming.resume();
        incoming.on("end", () => resolve(incoming.statusCode === 200 ? "completed" : "lost"));
        incoming.on("error", () => resolve("lost"));
      },
    );
    outgoing.on("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ECONNREFUSED" || error.code === "ECONNRESET" ? "refused" : "lost"),
    );
    outgoing.end();
  });
}

/** A request that the container has received and whose body ends when the test says so. */
async function startSlowPost(port: number) {
  const outgoing = httpRequest({
    host: "127.0.0.1",
    port,
    path: "/tasks",
    method: "POST",
    headers: { "Content-Length": 2, Expect: "100-continue" },
  });
  const status = once(outgoing, "response").then(([incoming]) => {
    incoming.resume();
    return incoming.statusCode;
  });
  outgoing.write("{");
  // The container sends it when it has received the headers.
  await once(outgoing, "continue");
  return { finish: () => outgoing.end("}"), status };
}

/** Jest's timeout bounds it. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}
