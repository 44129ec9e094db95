import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect, createServer as createHttp2Server } from "node:http2";
import type { AddressInfo, Server } from "node:net";
import { text } from "node:stream/consumers";
import express from "express";
import Koa from "koa";
import { AlbVerifier } from "../../index.ts";
import { albAuth as koaAuth } from "../../koa.ts";
import { albAuth as nodeAuth } from "../../node.ts";
import { createTestLoadBalancer, type TestLoadBalancer } from "../../testing.ts";

const host = "app.example.com";

let loadBalancer: TestLoadBalancer;
let verifier: AlbVerifier;

beforeAll(async () => {
  loadBalancer = await createTestLoadBalancer({
    routeGroups: { hosts: [host], routes: [{ paths: ["/wiki/admin"], groups: ["admins"] }] },
  });
  verifier = new AlbVerifier(loadBalancer.options);
});

afterAll(() => loadBalancer.close());

/** Calls the test with the server's port, and closes the server. */
async function serving<T>(server: Server, test: (port: number) => Promise<T>): Promise<T> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    return await test((server.address() as AddressInfo).port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

const signIn = (group: string) => ({ ...loadBalancer.signIn({ groups: [group] }) });

async function statusOf(port: number, path: string, group: string): Promise<number | undefined> {
  const headers = { host, ...signIn(group) };
  const outgoing = request({ host: "127.0.0.1", port, path, headers, agent: false });
  const [response] = await once(outgoing.end(), "response");
  await text(response);
  return response.statusCode;
}

/** The status of a request on a connection of its own. */
async function http2StatusOf(port: number, path: string, group: string) {
  const client = connect(`http://127.0.0.1:${port}`);
  const stream = client.request({ ":path": path, ":authority": host, ...signIn(group) });
  const [headers] = await once(stream.end(), "response");
  await text(stream);
  await new Promise<void>((resolve) => client.close(resolve));
  return headers[":status"];
}

describe("the groups of routes", () => {
  it("are those of the whole path where a Koa app is mounted in an Express app", async () => {
    const inner = new Koa();
    inner.silent = true;
    inner.use(koaAuth({ verifier }));
    inner.use((ctx) => {
      ctx.body = ctx.path;
    });
    const outer = express().use("/wiki", inner.callback());

    await serving(createServer(outer), async (port) => {
      expect(await statusOf(port, "/wiki/admin", "users")).toBe(403);
      expect(await statusOf(port, "/wiki/Admin", "users")).toBe(403);
      expect(await statusOf(port, "/wiki/admin", "admins")).toBe(200);
      expect(await statusOf(port, "/wiki/", "users")).toBe(200);
    });
  });

  it("are enforced over HTTP/2, whose requests have their host in a pseudo-header", async () => {
    const listener = nodeAuth({ verifier }, (_, response) => response.end());
    // Node's compatibility API: its requests are like those of HTTP/1.
    const server = createHttp2Server(listener as never);

    await serving(server, async (port) => {
      expect(await http2StatusOf(port, "/wiki/admin", "users")).toBe(403);
      expect(await http2StatusOf(port, "/wiki/admin", "admins")).toBe(200);
      expect(await http2StatusOf(port, "/", "users")).toBe(200);
    });
  });
});
