import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { connect } from "node:net";
import WebSocket, { WebSocketServer } from "ws";
import { runServer } from "../../src/model/run-server.ts";
import { forward, host, login, model, paths, rule } from "./support/model.ts";
import { openStages } from "./support/open-stages.ts";
import { received, setStage } from "./support/stage.ts";

const stageOf = openStages();

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
  it("reach the target at the host and URL that the rule's transforms make", async () => {
    const server = createHttpServer();
    const sockets = new WebSocketServer({ server });
    sockets.on("connection", (socket, { url, headers }) => socket.send(`${headers.host}${url}`));
    const { port, close } = await runServer(server, { host: "127.0.0.1", port: 0 });
    const stage = await stageOf({ resolveTarget: () => new URL(`http://127.0.0.1:${port}`) }, {}, [
      {
        ...rule(1, [paths("/ws/*")], forward),
        transforms: [
          { type: "url-rewrite", regex: "^/ws/(.*)$", replace: "/$1" },
          { type: "host-header-rewrite", regex: "^.*$", replace: "internal.example.com" },
        ],
      },
    ]);

    const socket = new WebSocket(`ws://127.0.0.1:${stage.loadBalancer.port}/ws/chat?room=1`);
    const [message] = await once(socket, "message");
    socket.terminate();
    await close();

    expect(String(message)).toBe("internal.example.com/chat?room=1");
  });

  it("pass through, with the headers that say who is signed in", async () => {
    const server = createHttpServer();
    const sockets = new WebSocketServer({ server });
    const identities: unknown[] = [];
    const names: string[] = [];
    sockets.on("connection", (socket, request) => {
      names.push(...request.rawHeaders.filter((_, index) => index % 2 === 0));
      identities.push(request.headers["x-amzn-oidc-identity"], request.headers.host);
      socket.on("message", (data) => socket.send(`echo ${data}`));
    });
    const { port, close } = await runServer(server, { host: "127.0.0.1", port: 0 });
    const url = new URL(`http://127.0.0.1:${port}`);
    const stage = await stageOf({ resolveTarget: () => url }, {}, [
      rule(1, [paths("/ws")], login({ onUnauthenticatedRequest: "deny" }), forward),
    ]);
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
    expect(names.slice(7, 10)).toEqual(["x-amzn-oidc-accesstoken", "Upgrade", "Connection"]);
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
      const stage = await setStage(model([rule(1, [paths("/*")], forward)]), {
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
    const stage = await setStage(model([rule(1, [paths("/*")], forward)]), {
      resolveTarget: () => url,
    });
    const socket = new WebSocket(`ws://127.0.0.1:${stage.loadBalancer.port}/`);
    await once(socket, "open");
    const closed = once(socket, "close");
    await stage.close();
    await closed;
    sockets.close();
    await close();
  });
});
