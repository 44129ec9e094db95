import type { Context } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import { signOut } from "../hono.ts";
import { type AuthenticatedApp, createApp } from "./support/hono-app.ts";
import { signedInHeaders, toRequestHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const tokens = signedInHeaders();
const valid = toRequestHeaders(tokens);
const names = Object.keys(valid) as (keyof typeof valid)[];

/** Sends a request as a runtime without Node's own request does. */
async function fetchFrom(request: Request, description: AuthenticatedApp = {}) {
  const { app, lastError } = createApp(description);
  const response = await app.fetch(request);
  return { status: response.status, text: await response.text(), error: lastError() };
}

async function showHeaders(c: Context) {
  const body = await c.req.text();
  return c.json({ username: c.get("identity").username, names: Object.keys(c.req.header()), body });
}

/** As Deno and Cloudflare Workers give a request that they received. */
function readOnly(request: Request): Request {
  const headers = Object.defineProperty(new Headers(request.headers), "delete", {
    value() {
      throw new TypeError("Headers are immutable.");
    },
  });
  return Object.defineProperty(request, "headers", { value: headers });
}

const request = (init: RequestInit = {}) =>
  ["https://app.example.com/tasks", { headers: { ...valid, Accept: "*/*" }, ...init }] as const;

describe("albAuth with the Fetch API alone", () => {
  it("verifies the headers and removes them", async () => {
    const { text } = await fetchFrom(new Request(...request()), { handlers: [showHeaders] });

    expect(JSON.parse(text)).toEqual({ username: "ada", names: ["accept"], body: "" });
  });

  it("removes them from a request whose headers are read-only, and keeps its body", async () => {
    const posted = readOnly(new Request(...request({ method: "POST", body: "report" })));

    const { text } = await fetchFrom(posted, { handlers: [showHeaders] });

    expect(JSON.parse(text)).toMatchObject({ username: "ada", body: "report" });
    expect(JSON.parse(text).names.sort()).toEqual(["accept", "content-type"]);
  });

  it("removes them from a read-only request whose body has been read", async () => {
    const posted = readOnly(new Request(...request({ method: "POST", body: "report" })));

    const { text } = await fetchFrom(posted, {
      first: async (c, next) => {
        await c.req.text();
        await next();
      },
      handlers: [showHeaders],
    });

    expect(JSON.parse(text)).toMatchObject({ username: "ada", body: "report" });
    expect(JSON.parse(text).names.sort()).toEqual(["accept", "content-type"]);
  });

  it.each(names)("rejects a second %s", async (name) => {
    for (const copy of [valid[name], "", "other"]) {
      const headers = new Headers(valid);
      headers.append(name.toUpperCase(), copy);

      expect(await fetchFrom(new Request(...request({ headers })))).toMatchObject({
        status: 401,
        text: "Unauthorized",
        error: { cause: { code: "ERR_HEADER_REPEATED" } },
      });
    }
  });

  it("rejects a request with some of the headers, with `optional`", async () => {
    const headers = { "x-amzn-oidc-identity": tokens.identity };

    expect(
      await fetchFrom(new Request(...request({ headers })), { options: { optional: true } }),
    ).toMatchObject({ status: 401, error: { cause: { code: "ERR_DATA_MISSING" } } });
  });

  it("is not misled by a binding that is named as that of @hono/node-server", async () => {
    const { app } = createApp();
    const response = await app.fetch(new Request(...request()), { incoming: "a queue" });

    expect(await response.json()).toMatchObject({ username: "ada" });
  });
});

describe("a Lambda function behind the load balancer", () => {
  const event = (headers: Record<string, string[]>, method = "GET"): LambdaEvent => ({
    requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:…:targetgroup/a/1" } },
    httpMethod: method,
    path: "/",
    queryStringParameters: {},
    multiValueHeaders: { host: ["app.example.com"], ...headers },
    body: null,
    isBase64Encoded: false,
  });
  const once = Object.fromEntries(names.map((name) => [name, [valid[name]]]));

  it("verifies the headers", async () => {
    const { statusCode, body } = await handle(createApp().app)(event(once));

    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ username: "ada" });
  });

  it.each(names)("rejects a second %s", async (name) => {
    const { app, lastError } = createApp();
    const { statusCode } = await handle(app)(
      event({ ...once, [name]: [valid[name], valid[name]] }),
    );

    expect(statusCode).toBe(401);
    expect(lastError()?.cause).toMatchObject({ code: "ERR_HEADER_REPEATED" });
  });

  it("signs out with every cookie", async () => {
    const options = {
      userPoolDomainUrl: "https://example.auth.eu-central-1.amazoncognito.com",
      clientId: "4k3h2g1f0e9d8c7b6a5example",
      logoutUri: "https://app.example.com/signed-out",
    };
    const { app } = createApp({ handlers: [async (c) => signOut(options)(c)] });

    const { statusCode, multiValueHeaders } = await handle(app)(event(once, "POST"));

    expect(statusCode).toBe(303);
    expect(multiValueHeaders?.["set-cookie"]).toHaveLength(5);
  });
});

describe("the groups of routes with the Fetch API alone", () => {
  const { verifier } = new VerifierFixture({
    routeGroups: {
      hosts: ["app.example.com"],
      routes: [
        { paths: ["/public/*"] },
        { paths: ["/admin", "/admin/*"], groups: ["nobody-is-in-it"] },
      ],
    },
  });
  const statusOf = async (path: string) => {
    const request = new Request(`https://app.example.com${path}`, { headers: valid });
    return (await fetchFrom(request, { options: { verifier } })).status;
  };

  it.each(["/admin", "/admin?x", "/admin/a", "/public/../admin", "/%61dmin", "//admin", "/ADMIN"])(
    "are enforced for %s",
    async (path) => {
      expect(await statusOf(path)).toBe(403);
    },
  );

  it("let every user pass elsewhere", async () => {
    expect(await statusOf("/tasks")).toBe(200);
    expect(await statusOf("/public/a%20b")).toBe(200);
  });
});
