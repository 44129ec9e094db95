import { EventEmitter, once } from "node:events";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { model, tcpRule } from "./support/model.ts";
import { openStages } from "./support/open-stages.ts";

const stageOf = openStages();

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
