import { once } from "node:events";
import { createServer, type RequestListener, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { drain } from "../../http/drain";
import { OpenConnections } from "../../http/open-connections";
import { Readiness } from "../../observability/readiness";

const readiness = () =>
  new Readiness(
    { loadKeySet: async () => true },
    new URL("https://keys.example"),
    async () => true,
  );

/** Drains a server to which one request was sent. */
async function drainDuring(
  listener: RequestListener,
  send: (server: Server, port: number) => Promise<unknown>,
): Promise<number> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  const connections = new OpenConnections(server);
  await once(server, "listening");
  await send(server, (server.address() as AddressInfo).port);
  const times = { graceMs: 1, deadlineMs: 1_500, silentMs: 100 };
  return drain({ server, connections, readiness: readiness(), times });
}

/** Sends a request, completely or in part, and waits until the server has its head. */
async function post(server: Server, port: number, contentLength: number, body: string) {
  const outgoing = request({
    host: "127.0.0.1",
    port,
    method: "POST",
    headers: { "Content-Length": contentLength },
  });
  outgoing.on("error", () => {});
  outgoing.write(body);
  await once(server, "request");
}

describe("a drain whose deadline comes", () => {
  const never: RequestListener = (incoming) => incoming.resume();

  it("reports a request that was received completely", async () => {
    const cutOff = await drainDuring(never, (server, port) => post(server, port, 2, "{}"));

    expect(cutOff).toBe(1);
  });

  it("does not report a request whose body is incomplete", async () => {
    const cutOff = await drainDuring(never, (server, port) => post(server, port, 90, "{"));

    expect(cutOff).toBe(0);
  });
});

describe("a drain", () => {
  it("leaves a client alone that waits for the application to read", async () => {
    const body = "x".repeat(2_000_000);
    let isRead = false;
    const slow: RequestListener = (incoming, response) => {
      // Longer than silentMs. The client cannot send the rest before it.
      setTimeout(() => {
        incoming.resume().once("end", () => {
          isRead = true;
          response.end();
        });
      }, 250);
    };

    await drainDuring(slow, (server, port) => post(server, port, body.length, body));

    expect(isRead).toBe(true);
  });
});
