import { redirectLocation } from "../../src/load-balancer/actions/redirect.ts";
import { chooseByWeight } from "../../src/load-balancer/targets/target-pool.ts";
import type { RedirectAction } from "../../src/model/load-balancer.ts";
import { forward, host, login, model, paths, rule } from "./support/model.ts";
import { received, type Stage, setStage } from "./support/stage.ts";

const redirect: RedirectAction = {
  type: "redirect",
  statusCode: 301,
  protocol: "#{protocol}",
  host: "#{host}",
  port: "#{port}",
  path: "/#{path}",
  query: "#{query}",
};

describe("actions of a rule", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(
      model([
        rule(1, [paths("/old/*")], {
          ...redirect,
          path: "/new/#{path}",
          query: "from=old&#{query}",
        }),
        rule(2, [paths("/away")], { ...redirect, statusCode: 302, host: "www.example.org" }),
        rule(3, [paths("/text")], {
          type: "fixed-response",
          statusCode: 418 - 15,
          contentType: "application/json",
          messageBody: '{"a":1}',
        }),
        rule(4, [paths("/empty")], {
          type: "fixed-response",
          statusCode: 404,
          contentType: undefined,
          messageBody: undefined,
        }),
        rule(5, [paths("/private-text")], login(), {
          type: "fixed-response",
          statusCode: 200,
          contentType: undefined,
          messageBody: "secret",
        }),
        rule(6, [paths("/nowhere")], { type: "forward", targetGroups: [{ arn: "x", weight: 0 }] }),
        rule(7, [paths("/p*")], forward),
      ]),
    );
  });

  afterAll(() => stage.close());

  it("fills in a redirect's placeholders, with the local URL for its own host", async () => {
    const { status, location, headers } = await stage.browser.get("/old/a/b?x=1");

    expect(status).toBe(301);
    expect(location).toBe(
      `http://${host}.localhost:${stage.loadBalancer.port}/new/old/a/b?from=old&x=1`,
    );
    expect(headers["content-type"]).toBe("text/html");
  });

  it("redirects to other hosts at their real URL", async () => {
    const { status, location } = await stage.browser.get("/away?q=1");
    expect([status, location]).toEqual([302, "https://www.example.org:443/away?q=1"]);
  });

  it("writes a redirect with its port, and without a question mark when there is no query", () => {
    const attributes = {
      method: "GET",
      path: "/a",
      query: "",
      host,
      protocol: "http" as const,
      port: 80,
      headers: [],
      clientAddress: "",
      clientPort: 0,
      httpVersion: "1.1",
    };
    const toHttps = { ...redirect, protocol: "HTTPS", port: "443" };
    expect(redirectLocation(toHttps, attributes)).toBe(`https://${host}:443/a`);
  });

  it("returns a fixed response", async () => {
    const text = await stage.browser.get("/text");
    const empty = await stage.browser.get("/empty");

    expect([text.status, text.headers["content-type"], text.body]).toEqual([
      403,
      "application/json",
      '{"a":1}',
    ]);
    expect([empty.status, empty.headers["content-type"], empty.body]).toEqual([
      404,
      "text/plain",
      "",
    ]);
  });

  it("authenticates before a fixed response as well", async () => {
    expect((await stage.browser.get("/private-text")).status).toBe(302);
  });

  it("returns 503 when every target group has weight 0", async () => {
    expect((await stage.browser.get("/nowhere")).status).toBe(503);
  });

  it("forwards method, raw path, query and body unchanged", async () => {
    const target = "/p/%74asks/../a//b?x=%20&y=%2F";
    const { body } = await stage.browser.get(target, { method: "PATCH", body: "hello" });

    expect(received(body)).toMatchObject({ method: "PATCH", url: target, body: "hello" });
  });

  it("distributes requests by weight", () => {
    const groups = [
      { arn: "a", weight: 1 },
      { arn: "b", weight: 0 },
      { arn: "c", weight: 3 },
    ];
    const chosen = [0, 0.24, 0.25, 0.99].map((random) => chooseByWeight(groups, random));
    expect(chosen).toEqual(["a", "a", "c", "c"]);
    expect(chooseByWeight([{ arn: "a", weight: 0 }], 0.5)).toBeUndefined();
  });
});
