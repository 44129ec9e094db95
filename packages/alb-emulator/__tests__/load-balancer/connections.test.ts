import type { RequestListener } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { fixed, forward, paths, rule } from "./support/model.ts";
import { openStages } from "./support/open-stages.ts";
import { rawRequest } from "./support/raw-request.ts";

const openStage = openStages();
const rules = [rule(1, [paths("/fixed")], fixed), rule(2, [paths("/*")], forward)];

/** Speaks of its own connection, as Node and Apache do. */
const target: RequestListener = (_, response) => {
  response.writeHead(200, {
    Connection: "close, X-Own",
    "Keep-Alive": "timeout=5, max=100",
    Upgrade: "h2,h2c",
    "X-Own": "1",
    "X-Other": "2",
  });
  response.end("ok");
};

const requestOf = (path: string, version: string, connection?: string) =>
  `GET ${path} HTTP/${version}\r\nHost: app.example.com\r\n${connection ? `Connection: ${connection}\r\n` : ""}\r\n`;

describe("the connection of a client", () => {
  it.each(["/fixed", "/page"])("stays open after %s, without a Keep-Alive header", async (path) => {
    const stage = await openStage({ target }, {}, rules);
    const socket = connect(stage.loadBalancer.port, "127.0.0.1");
    socket.write(requestOf(path, "1.1") + requestOf(path, "1.1", "close"));
    const [first = "", second = ""] = (await text(socket)).split(/(?=HTTP\/1\.1 200 OK\r\n)/);

    expect(first).toMatch(/^Connection: keep-alive\r$/im);
    expect(second).toMatch(/^Connection: close\r$/im);
    expect(first + second).not.toMatch(/^Keep-Alive:/im);
  });

  it.each(["/fixed", "/page"])("ends after %s over HTTP/1.0", async (path) => {
    const stage = await openStage({ target }, {}, rules);
    const response = await rawRequest(stage.loadBalancer.port, requestOf(path, "1.0"));

    expect(response).toMatch(/^Connection: close\r$/im);
  });

  it("hides what a target says about its own", async () => {
    const stage = await openStage({ target }, {}, rules);
    const { headers } = await stage.browser.get("/page");

    expect(headers).toMatchObject({ "x-other": "2" });
    for (const name of ["keep-alive", "upgrade", "x-own"]) expect(headers).not.toHaveProperty(name);
  });

  it("gets generated headers in AWS's order", async () => {
    const stage = await openStage({}, {}, [
      rule(1, [paths("/*")], {
        type: "redirect",
        statusCode: 301,
        protocol: "HTTPS",
        host: "#{host}",
        port: "443",
        path: "/#{path}",
        query: "#{query}",
      }),
    ]);
    const response = await rawRequest(stage.loadBalancer.port, requestOf("/", "1.1", "close"));

    expect(
      response
        .split("\r\n\r\n")[0]
        ?.split("\r\n")
        .map((line) => line.split(":")[0]),
    ).toEqual([
      "HTTP/1.1 301 Moved Permanently",
      "Server",
      "Date",
      "Content-Type",
      "Content-Length",
      "Connection",
      "Location",
    ]);
  });
});
