import { once } from "node:events";
import { Agent, request as httpRequest } from "node:http";
import { connect, createServer as createTcpServer, type Socket } from "node:net";
import { drainTimes } from "../../http/drain";
import { request } from "../support/app";
import { startContainer } from "../support/container-process";

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
    const lines = container.lines.map((line) => JSON.parse(line));
    const logged = lines.filter(({ path }) => path === "/public/hello");
    expect(logged).toHaveLength(counts.completed);
    expect(lines.at(-1)).toHaveProperty("_aws");
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
    const server = createTcpServer((socket: Socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const started = startContainer({ PORT: String(port) });

    await expect(started).rejects.toThrow(/^The container ended with 1\. .*"EADDRINUSE"/);
    server.close();
  });

  it("ends in time with 0 in spite of idle, silent and half-open connections", async () => {
    const container = await startContainer({ STOP_TIMEOUT_SECONDS: "8" });
    const post = "POST /tasks HTTP/1.1\r\nHost: app.example.com\r\nContent-Length: 9\r\n";
    const sockets = await Promise.all(
      [
        // Never sends anything.
        "",
        // Half a request line, half a head, a head without its body, half a body.
        "GET /pub",
        "GET /public/hello HTTP/1.1\r\nHost: app.exa",
        `${post}\r\n`,
        `${post}Content-Type: application/json\r\n\r\n{"t`,
        // Idle after a complete request.
        "GET /public/hello HTTP/1.1\r\nHost: app.example.com\r\n\r\n",
      ].map((text) => openSocket(container.port, text)),
    );
    await container.until(() => container.lines.some((line) => line.includes("/public/hello")));

    const startedAt = performance.now();
    container.process.kill("SIGTERM");
    const [code] = await once(container.process, "close");
    const durationMs = performance.now() - startedAt;
    for (const socket of sockets) socket.destroy();

    expect(code).toBe(0);
    expect(container.lines.at(-1)).toContain("_aws");
    // Grace of 1 s and silence of 2 s, not the deadline of 5 s.
    expect(durationMs).toBeLessThan(5_500);
  });

  it("ends before SIGKILL when half-open requests keep sending a little", async () => {
    const container = await startContainer({ STOP_TIMEOUT_SECONDS: "4" });
    const socket = await openSocket(container.port, "GET /public/hello HTTP/1.1\r\nX: ");
    const drip = setInterval(() => socket.write("x"), 50);

    const startedAt = performance.now();
    container.process.kill("SIGTERM");
    const [code] = await once(container.process, "close");
    clearInterval(drip);
    socket.destroy();

    expect(code).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });
});

describe(drainTimes, () => {
  it.each([2, 3, 10, 26, 30, 120])("fits into a stop timeout of %i s, with a margin", (seconds) => {
    const { graceMs, deadlineMs, silentMs } = drainTimes(seconds);

    expect(graceMs + deadlineMs).toBeLessThanOrEqual(seconds * 1_000 - 500);
    expect(graceMs).toBeGreaterThan(0);
    expect(silentMs).toBeLessThan(deadlineMs);
  });

  it("leaves 25 s for requests under way by default", () => {
    expect(drainTimes(30)).toEqual({ graceMs: 1_000, deadlineMs: 25_000, silentMs: 2_000 });
  });
});

async function openSocket(port: number, text: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {}).resume();
  await once(socket, "connect");
  if (text !== "") socket.write(text);
  return socket;
}

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
