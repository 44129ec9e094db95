import { EventEmitter, once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import WebSocket, { WebSocketServer } from "ws";
import { runServer } from "../../src/model/run-server.ts";
import { forward, host, login, model, paths, rule, tcpRule } from "./support/model.ts";
import { received, type Stage, type StageOptions, setStage } from "./support/stage.ts";

const open = [rule(1, [paths("/*")], forward)];
const stages: Stage[] = [];

async function stageOf(options: StageOptions = {}, changes: Parameters<typeof model>[1] = {}) {
  const stage = await setStage(model(open, changes), options);
  stages.push(stage);
  return stage;
}

afterEach(async () => {
  await Promise.all(stages.splice(0).map((stage) => stage.close()));
});

describe("proxy to targets", () => {
  it("streams a response chunk by chunk", async () => {
    let arrived = () => {};
    const stage = await stageOf({
      target: async (_, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        for (const n of [1, 2, 3]) {
          const arrival = new Promise<void>((resolve) => {
            arrived = resolve;
          });
          response.write(`data: ${n}\n\n`);
          // Never comes when the response is held back until it is complete.
          await arrival;
        }
        response.end();
      },
    });
    const chunks: string[] = [];
    const response = await fetch(`http://127.0.0.1:${stage.loadBalancer.port}/`);
    for await (const chunk of response.body ?? []) {
      chunks.push(Buffer.from(chunk).toString());
      arrived();
    }

    expect(chunks).toEqual(["data: 1\n\n", "data: 2\n\n", "data: 3\n\n"]);
  });

  it("streams a request body as it comes", async () => {
    const chunks = new EventEmitter();
    const sizes: number[] = [];
    const stage = await stageOf({
      target: async (request, response) => {
        for await (const chunk of request) {
          sizes.push(chunk.length);
          chunks.emit("received");
        }
        response.end(String(sizes.reduce((sum, size) => sum + size, 0)));
      },
    });
    const body = new ReadableStream({
      async start(controller) {
        for (let n = 0; n < 3; n++) {
          // Never comes when the request is held back until it is complete.
          const received = once(chunks, "received");
          controller.enqueue(new Uint8Array(1000));
          await received;
        }
        controller.close();
      },
    });
    const response = await fetch(`http://127.0.0.1:${stage.loadBalancer.port}/`, {
      method: "POST",
      body,
      duplex: "half",
    } as RequestInit);

    expect(await response.text()).toBe("3000");
    expect(sizes.length).toBe(3);
  });

  it("returns 502 when nothing listens at the target", async () => {
    const stage = await stageOf({ resolveTarget: () => new URL("http://127.0.0.1:9") });

    expect((await stage.browser.get("/")).status).toBe(502);
    expect((await stage.lastEvent())?.explanation).toMatch(
      /Nothing listens at http:\/\/127.0.0.1:9/,
    );
  });

  it("returns 502 when the target closes the connection, or does not speak HTTP", async () => {
    const stage = await stageOf({ target: (request) => request.socket.destroy() });
    expect((await stage.browser.get("/")).status).toBe(502);

    const server = createTcpServer((socket) => socket.end("hello\r\n")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const other = await stageOf({ resolveTarget: () => url });
    expect((await other.browser.get("/")).status).toBe(502);
    server.close();
  });

  it("returns 502 to more than 32 KB of response headers", async () => {
    const stage = await stageOf({
      target: (_, response) => {
        for (let n = 0; n < 40; n++) response.setHeader(`x-${n}`, "y".repeat(1000));
        response.end();
      },
    });

    expect((await stage.browser.get("/")).status).toBe(502);
    expect((await stage.lastEvent())?.explanation).toMatch(/32 KB of response headers/);
  });

  it("passes 20 KB of response headers on", async () => {
    const stage = await stageOf({
      target: (_, response) => {
        for (let n = 0; n < 20; n++) response.setHeader(`x-${n}`, "y".repeat(1000));
        response.end();
      },
    });
    expect((await stage.browser.get("/")).status).toBe(200);
  });

  it("returns 503 while the service has no target", async () => {
    const stage = await stageOf({ resolveTarget: () => undefined });

    expect((await stage.browser.get("/")).status).toBe(503);
    expect((await stage.lastEvent())?.explanation).toMatch(/has no targets/);
  });

  it("returns 504 when the target does not respond within the idle timeout", async () => {
    const stage = await stageOf({ target: () => undefined }, { idleTimeoutSeconds: 1 });

    expect((await stage.browser.get("/")).status).toBe(504);
    expect((await stage.lastEvent())?.explanation).toMatch(/idle timeout of 1 seconds/);
  });

  it("returns 504 when a security group blocks requests to the targets", async () => {
    const { network } = model();
    const noEgress = await stageOf(
      {},
      { network: { ...network, egress: [tcpRule(443, { cidr: "0.0.0.0/0" })] } },
    );
    expect((await noEgress.browser.get("/")).status).toBe(504);
    expect((await noEgress.lastEvent())?.explanation).toMatch(/has no egress rule for the targets/);

    const targetIngress = Object.fromEntries(
      Object.entries(network.targetIngress).map(([arn, target]) => [
        arn,
        { ...target, ingress: [] },
      ]),
    );
    const noIngress = await stageOf({}, { network: { ...network, targetIngress } });
    expect((await noIngress.browser.get("/")).status).toBe(504);
    expect((await noIngress.lastEvent())?.explanation).toMatch(
      /has no ingress rule from the load balancer/,
    );
  });

  it("does not respond when its security group has no ingress rule", async () => {
    const { network } = model();
    const stage = await stageOf({}, { network: { ...network, ingress: [] } });

    await expect(stage.browser.get("/")).rejects.toThrow(/socket hang up/);
    expect((await stage.lastEvent())?.explanation).toMatch(/has no ingress rule for port 443/);
  });

  it("cuts a response off when the target does", async () => {
    const stage = await stageOf({
      target: (request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half", () => request.socket.destroy());
      },
    });
    await expect(stage.browser.get("/")).rejects.toThrow();
    expect((await stage.lastEvent())?.response.by).toBe("target");
  });

  it("logs 460 when the client leaves before the response", async () => {
    const requests = new EventEmitter();
    const stage = await stageOf({ target: () => requests.emit("received") });
    const received = once(requests, "received");
    const abort = new AbortController();
    const url = `http://127.0.0.1:${stage.loadBalancer.port}/`;
    const pending = fetch(url, { signal: abort.signal }).catch(() => "left");
    await received;
    abort.abort();
    await pending;

    expect((await stage.lastEvent())?.response.status).toBe(460);
  });
});

describe("an upgrade to another protocol than WebSocket", () => {
  it("is ignored, and the request is forwarded without it", async () => {
    const stage = await stageOf();
    const { status, body } = await stage.browser.get("/a", {
      headers: {
        connection: "Upgrade, HTTP2-Settings",
        upgrade: "h2c",
        "http2-settings": "AAMAAABk",
      },
    });

    expect(status).toBe(200);
    expect(received(body)).toMatchObject({ method: "GET", url: "/a" });
    expect(received(body).headers).not.toHaveProperty("upgrade");
  });
});

describe("WebSockets", () => {
  it("pass through, with the headers that say who is signed in", async () => {
    const server = createHttpServer();
    const sockets = new WebSocketServer({ server });
    const identities: unknown[] = [];
    sockets.on("connection", (socket, request) => {
      identities.push(request.headers["x-amzn-oidc-identity"], request.headers.host);
      socket.on("message", (data) => socket.send(`echo ${data}`));
    });
    const { port, close } = await runServer(server, { host: "127.0.0.1", port: 0 });
    const url = new URL(`http://127.0.0.1:${port}`);
    const stage = await setStage(
      model([rule(1, [paths("/ws")], login({ onUnauthenticatedRequest: "deny" }), forward)]),
      { resolveTarget: () => url },
    );
    stages.push(stage);
    const address = `ws://127.0.0.1:${stage.loadBalancer.port}/ws`;

    const rejected = new WebSocket(address);
    const [, response] = await once(rejected, "unexpected-response");
    expect(response.statusCode).toBe(401);
    rejected.on("error", () => undefined).terminate();

    await stage.browser.signIn("/");
    const cookie = stage.browser.cookieHeader;
    const accepted = new WebSocket(address, { headers: { cookie, host } });
    await once(accepted, "open");
    accepted.send("hi");
    const [message] = await once(accepted, "message");

    expect(String(message)).toBe("echo hi");
    expect(identities).toEqual(["user-1", host]);
    accepted.close();
    await once(accepted, "close");
    await stage.lastEvent(4);
    expect(stage.lines.at(-1)).toMatch(/^wss /);
    expect(stage.events.at(-1)?.response.status).toBe(101);
    sockets.close();
    await close();
  });

  it("get 502 when nothing listens at the target", async () => {
    const stage = await stageOf({ resolveTarget: () => new URL("http://127.0.0.1:9") });
    const socket = new WebSocket(`ws://127.0.0.1:${stage.loadBalancer.port}/`);
    const [, response] = await once(socket, "unexpected-response");

    expect(response.statusCode).toBe(502);
    socket.on("error", () => undefined).terminate();
  });

  it("report the status of a target that rejects the handshake", async () => {
    const stage = await stageOf({ target: (_, response) => response.writeHead(403).end("no") });
    const socket = new WebSocket(`ws://127.0.0.1:${stage.loadBalancer.port}/`);
    const [, response] = await once(socket, "unexpected-response");

    expect(response.statusCode).toBe(403);
    socket.on("error", () => undefined).terminate();
    expect((await stage.lastEvent())?.response).toMatchObject({ status: 403, by: "target" });
    expect(stage.lines.at(-1)).toMatch(/ 403 403 /);
  });

  it.each([
    ["rejects it", undefined],
    ["does not run", () => new URL("http://127.0.0.1:9")],
  ])(
    "leave nothing open when the client sends more than a handshake and the target %s",
    async (_, resolveTarget) => {
      const stage = await setStage(model(open), {
        target: (__, response) => response.writeHead(403).end("no"),
        ...(resolveTarget && { resolveTarget }),
      });
      // A client that leaves its own side open, as netcat does.
      const socket = connect({
        port: stage.loadBalancer.port,
        host: "127.0.0.1",
        allowHalfOpen: true,
      });
      socket.on("error", () => undefined).resume();
      socket.write(
        `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n1234567`,
      );
      await once(socket, "end");

      // Jest's timeout bounds it.
      await stage.close();

      socket.destroy();
    },
  );

  it("end with the load balancer", async () => {
    const server = createHttpServer();
    const sockets = new WebSocketServer({ server });
    const { port, close } = await runServer(server, { host: "127.0.0.1", port: 0 });
    const url = new URL(`http://127.0.0.1:${port}`);
    const stage = await setStage(model(open), { resolveTarget: () => url });
    const socket = new WebSocket(`ws://127.0.0.1:${stage.loadBalancer.port}/`);
    await once(socket, "open");
    const closed = once(socket, "close");
    await stage.close();
    await closed;
    sockets.close();
    await close();
  });
});
