import { forward, host, model, paths, rule } from "./support/model.ts";
import { rawRequest } from "./support/raw-request.ts";
import { type Stage, setStage } from "./support/stage.ts";

describe("limits of a load balancer", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setStage(model([rule(1, [paths("*")], forward)]));
  });

  afterAll(() => stage.close());

  const statusOf = async (target: string, headers: Record<string, string> = {}) =>
    (await stage.browser.get(target, { headers })).status;

  it("accepts a request line of 16 KB, and returns 414 to a longer one", async () => {
    expect(await statusOf(`/${"a".repeat(16_000)}`)).toBe(200);
    expect(await statusOf(`/${"a".repeat(16_400)}`)).toBe(414);
  });

  it("accepts a header of 16 KB, and returns 400 to a larger one", async () => {
    expect(await statusOf("/", { "x-large": "a".repeat(16_000) })).toBe(200);
    expect(await statusOf("/", { "x-large": "a".repeat(16_400) })).toBe(400);
    expect(stage.events.at(-1)?.explanation).toMatch(/Header x-large is larger than 16 KB/);
  });

  it("accepts 64 KB of headers, and returns 400 to more", async () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`x-${n}`, "a".repeat(15_000)]));
    expect(await statusOf("/", many(4))).toBe(200);
    expect(await statusOf("/", many(5))).toBe(400);
  });

  it("returns 463 to more than 30 addresses in X-Forwarded-For", async () => {
    const addresses = (count: number) => Array(count).fill("192.0.2.1").join(", ");
    expect(await statusOf("/", { "x-forwarded-for": addresses(30) })).toBe(200);
    expect(await statusOf("/", { "x-forwarded-for": addresses(31) })).toBe(463);
  });

  it.each(["TRACE", "CONNECT"])("returns 405 to %s, which no target receives", async (method) => {
    const count = stage.events.length;
    const response = await rawRequest(
      stage.loadBalancer.port,
      `${method} / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    const event = await stage.lastEvent(count + 1);

    expect(response).toMatch(/^HTTP\/1\.1 405 Not Allowed\r\n/);
    expect(response).toContain("<title>405 Not Allowed</title>");
    expect(event).toMatchObject({ request: { method }, target: undefined });
    expect(stage.lines.at(-1)).toMatch(new RegExp(` 405 - .*"${method} https:`));
  });

  it.each([
    [
      "a Host header that is not a valid host name",
      "GET / HTTP/1.1\r\nHost: a.b/c\r\nConnection: close\r\n\r\n",
    ],
    ["HTTP/1.1 without a Host header", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"],
  ])("returns 400 to %s", async (_, text) => {
    const response = await rawRequest(stage.loadBalancer.port, text);

    expect(response).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(response).toMatch(/Server: awselb\/2\.0/);
  });
});
