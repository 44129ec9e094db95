import { join } from "node:path";
import type { LambdaTargetGroup } from "../../src/model/load-balancer.ts";
import { LocalLambda } from "../../src/runtime/local-lambda.ts";
import { forward, model, paths, rule, targetGroupArn } from "../load-balancer/support/model.ts";
import { rawRequest } from "../load-balancer/support/raw-request.ts";
import { type Stage, setStage } from "../load-balancer/support/stage.ts";

const arn = "arn:aws:lambda:eu-central-1:123456789012:function:orders";
const output: string[] = [];
let stage: Stage;
let fn: LocalLambda;

async function start(exportName = "handler", change: Partial<LambdaTargetGroup> = {}) {
  fn = new LocalLambda({
    file: join(__dirname, "index.fixture.mjs"),
    exportName,
    ...{ name: "orders", arn, timeoutSeconds: 1, memoryMiB: 256 },
    env: {
      ...(process.env as Record<string, string>),
      TABLE: "orders-table",
      AWS_LAMBDA_FUNCTION_NAME: "orders",
    },
    onOutput: (line) => output.push(line),
  });
  const lambda = {
    ...{ functionArn: arn, name: "orders", timeoutSeconds: 1, memoryMiB: 256, environment: {} },
    multiValueHeaders: false,
    ...change,
  };
  const base = model([rule(1, [paths("/*")], forward)]);
  const targetGroups = base.targetGroups.map((group) => ({ ...group, service: "orders", lambda }));
  stage = await setStage({ ...base, targetGroups }, { resolveFunction: () => fn });
}

describe("a Lambda function as a target", () => {
  beforeAll(() => start());
  afterAll(async () => {
    await stage.close();
    await fn.close();
  });

  it("receives the event of a load balancer", async () => {
    const { status, body } = await stage.browser.get("/orders%20x?a=%20b&a=2&c", {
      method: "POST",
      headers: { "Content-Type": "application/json; charset=utf-8", "X-Twice": ["one", "two"] },
      body: '{"id":1}',
    });
    const { event, context, table, name } = JSON.parse(body);

    expect(status).toBe(200);
    expect(event).toEqual({
      requestContext: { elb: { targetGroupArn } },
      httpMethod: "POST",
      path: "/orders%20x",
      queryStringParameters: { a: "2", c: "" },
      headers: expect.objectContaining({
        "content-type": "application/json; charset=utf-8",
        host: "app.example.com",
        "x-amzn-trace-id": expect.stringMatching(/^Root=1-/),
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
        "x-twice": "two",
      }),
      body: '{"id":1}',
      isBase64Encoded: false,
    });
    expect(Object.keys(event.headers)).toEqual(Object.keys(event.headers).sort());
    expect(context).toMatchObject({
      ...{ functionName: "orders", invokedFunctionArn: arn, memoryLimitInMB: "256" },
      awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(context.remaining).toBeLessThanOrEqual(1000);
    expect([table, name]).toEqual(["orders-table", "orders"]);
    expect(output).toContain("handled /orders%20x");
  });

  it("receives other bodies in Base64", async () => {
    const { body } = await stage.browser.get("/", {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: "abc",
    });

    expect(JSON.parse(body).event).toMatchObject({ body: "YWJj", isBase64Encoded: true });
  });

  it("responds with status, reason, headers and binary bodies", async () => {
    const teapot = await stage.browser.get("/teapot");
    const binary = await stage.browser.get("/binary");

    expect([teapot.status, teapot.location]).toEqual([
      418,
      `http://app.example.com.localhost:${stage.loadBalancer.port}/next`,
    ]);
    expect([binary.headers["content-type"], binary.headers["content-length"]]).toEqual([
      "image/png",
      "3",
    ]);
  });

  it.each([
    ["/throw", "LambdaUnhandled", /Function orders .* failed: Error: no such table/],
    ["/nothing", "LambdaInvalidResponse", /returned null, not an object/],
    ["/text-status", "LambdaInvalidResponse", /returned statusCode "200", not an HTTP status/],
    ["/number-header", "LambdaInvalidResponse", /headers whose values are not strings/],
    ["/large", "LambdaResponseTooLarge", /AWS accepts 1 MB/],
    ["/slow", "LambdaUnhandled", /did not respond within its timeout of 1 seconds/],
    ["/exit", "LambdaUnhandled", /ended with exit code 3/],
  ])("returns 502 for %s, with %s and the reason", async (path, errorReason, explanation) => {
    const before = stage.events.length;
    const { status } = await stage.browser.get(path);
    const event = await stage.lastEvent(before + 1);

    expect(status).toBe(502);
    expect(event?.errorReason).toBe(errorReason);
    expect(event?.explanation).toMatch(explanation);
    expect((await stage.browser.get("/again")).status).toBe(200);
  });

  it("returns 413 for a request body of more than 1 MB", async () => {
    const body = "x".repeat(1024 * 1024 + 1);

    expect((await stage.browser.get("/", { method: "POST", body })).status).toBe(413);
  });

  it("returns 400 for a WebSocket handshake", async () => {
    const handshake = [
      ...["GET / HTTP/1.1", "Host: app.example.com", "Connection: Upgrade", "Upgrade: websocket"],
      ...["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "", ""],
    ].join("\r\n");

    expect(await rawRequest(stage.loadBalancer.port, handshake)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("has no address in the access log", async () => {
    await stage.browser.get("/log");
    await stage.lastEvent(stage.events.length);

    expect(stage.lines.at(-1)?.split(" ").slice(4, 5)).toEqual(["-"]);
  });
});

describe("multi-value headers", () => {
  it("are lists in event and response, and handlers may call back", async () => {
    await start("withCallback", { multiValueHeaders: true });
    const { status, body, setCookies } = await stage.browser.get("/");
    await stage.close();
    await fn.close();

    expect([status, body, setCookies]).toEqual([200, "called back", ["a=1", "b=2"]]);
  });
});
