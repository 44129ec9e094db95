import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ReplayRequest, ReplayResult } from "../../src/replay/replay-request.ts";
import type { Emulator } from "../../src/runtime/emulator.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { startEchoTarget } from "./support/echo-target.ts";
import { postAsPage, sendTo } from "./support/page-requests.ts";

const anna = "anna@example.com";
const ben = "ben@example.com";

let fixture: EmulatorFixture;
let emulator: Emulator;
let target: Awaited<ReturnType<typeof startEchoTarget>>;
/** A server that is not the emulator's, which nothing may reach. */
let bystander: Server;
const reached: string[] = [];

beforeAll(async () => {
  target = await startEchoTarget();
  bystander = createServer((request, response) => {
    reached.push(request.url ?? "");
    response.end();
  });
  await new Promise<void>((resolve) => bystander.listen(0, "127.0.0.1", resolve));
  fixture = new EmulatorFixture();
  emulator = await fixture.start({ services: [{ service: "web", program: { url: target.url } }] });
});

afterAll(async () => {
  await fixture.close();
  await target.close();
  await new Promise((resolve) => bystander.close(resolve));
});

beforeEach(() => {
  target.received.length = 0;
});

const request = (path: string, changes: Partial<ReplayRequest> = {}): ReplayRequest => ({
  url: `https://tasks.example.com${path}`,
  method: "GET",
  headers: [],
  ...changes,
});

async function replay(sent: ReplayRequest): Promise<ReplayResult> {
  const { status, body } = await postAsPage(emulator.inspectorUrl, "/replay", sent);
  expect([status, body]).toEqual([200, expect.anything()]);
  return JSON.parse(body);
}

async function issueOf(sent: unknown): Promise<string> {
  const { status, body } = await postAsPage(emulator.inspectorUrl, "/replay", sent);
  expect(status).toBe(400);
  return JSON.parse(body).error;
}

const subjectOf = (login: string) =>
  emulator.userPools[0]?.users.findByLogin(login)?.sub ?? "missing";

describe("replaying a request", () => {
  it("sends it through the load balancer to the target, and reports its event", async () => {
    const { event, body } = await replay(
      request("/public/hello?page=2", { headers: [["X-Try", "one"]] }),
    );

    expect(target.received).toMatchObject([
      { method: "GET", url: "/public/hello?page=2", headers: { "x-try": "one" } },
    ]);
    expect(event).toMatchObject({
      application: "tasks",
      request: { url: "https://tasks.example.com/public/hello?page=2" },
      response: { status: 200, by: "target" },
    });
    expect(body.text).toBe("<p>Hello nobody</p>");
    expect(emulator.events().at(-1)).toMatchObject({
      source: "replay",
      event: { entry: event.id, user: undefined },
    });
  });

  it("without a user is redirected to the sign-in, as a new visitor", async () => {
    const { event } = await replay(request("/"));

    expect(event.response.status).toBe(302);
    expect(event.session?.state).toBe("none");
    expect(target.received).toEqual([]);
  });

  it.each([anna, ben])("as %s has that user's session, by a sign-in of its own", async (login) => {
    const { event } = await replay(request("/", { login }));

    expect(event).toMatchObject({
      session: { state: "valid", user: login, subject: subjectOf(login) },
      response: { status: 200 },
    });
    expect(target.received).toHaveLength(1);
    expect(target.received[0]?.headers).toMatchObject({
      "x-amzn-oidc-identity": subjectOf(login),
      "x-amzn-oidc-data": expect.stringMatching(/^eyJ/),
    });
  });

  it("keeps method and body, which a browser loses when it is sent to sign in", async () => {
    const { event } = await replay(
      request("/tasks", {
        method: "POST",
        body: "title=Buy+milk",
        headers: [["Content-Type", "application/x-www-form-urlencoded"]],
        login: ben,
      }),
    );

    expect(target.received).toMatchObject([
      { method: "POST", url: "/tasks", body: "title=Buy+milk" },
    ]);
    expect(event.ruleEvaluations.at(-1)?.priority).toBe(300);
    expect(event.response.status).toBe(201);
  });

  it("gets the session elsewhere for a rule that redirects nobody", async () => {
    const { event, note } = await replay(request("/api/tasks", { login: anna }));

    expect(event).toMatchObject({ session: { user: anna }, response: { status: 200 } });
    expect(note).toContain("anna@example.com signed in at https://tasks.example.com/");
    expect(target.received.map(({ url }) => url)).toEqual(["/api/tasks"]);
  });

  it("says that a public rule looks for no session", async () => {
    const { event, note } = await replay(request("/public/x", { login: anna }));

    expect(event.session).toBeUndefined();
    expect(note).toContain("its rule does not look for one");
  });

  it("accepts the address on this machine as well", async () => {
    const { event } = await replay(request("", { url: `${emulator.urlOf("notes")}/public/` }));

    expect(event.application).toBe("notes");
  });

  it("names the request that it repeats", async () => {
    const { event } = await replay(request("/public/", { original: "1-original" }));

    expect(emulator.events().at(-1)).toMatchObject({
      source: "replay",
      event: { entry: event.id, original: "1-original" },
    });
  });
});

describe("what cannot be replayed", () => {
  it.each([
    ["another host of this machine", () => `http://127.0.0.1:${portOf(bystander)}/`],
    ["a port of another program", () => `http://tasks.example.com:${portOf(bystander)}/`],
    ["another site", () => "https://attacker.example/"],
    ["user information", () => `http://tasks.example.com@127.0.0.1:${portOf(bystander)}/`],
    ["a backslash before another host", () => `http://127.0.0.1:${portOf(bystander)}\\@tasks/`],
    ["another scheme", () => "file:///etc/passwd"],
    ["no address", () => "tasks"],
  ])("is %s: nothing is sent", async (_name, url) => {
    expect(await issueOf(request("", { url: url() }))).not.toBe("");
    expect(reached).toEqual([]);
    expect(target.received).toEqual([]);
  });

  it("is a port of another program at a local host name: the emulator's own port is used", async () => {
    const url = `http://tasks.example.com.localhost:${portOf(bystander)}/public/`;

    const { event } = await replay(request("", { url }));

    expect(event.response.by).toBe("target");
    expect(reached).toEqual([]);
  });

  it("names everything that is wrong with method and headers", async () => {
    const issue = await issueOf(
      request("/", {
        method: "GET / HTTP/1.1\r\nX: y",
        headers: [
          ["X-Fine", "fine"],
          ["bad name", "x"],
          ["X-Value", "a\r\nInjected: b"],
        ],
      }),
    );

    expect(issue).toContain("is not an HTTP method");
    expect(issue).toContain('"bad name: x"');
    expect(issue).toContain("X-Value");
    expect(issue).not.toContain("X-Fine");
  });

  it.each([
    ["CONNECT", request("/", { method: "CONNECT" }), "opens a tunnel"],
    ["an unknown user", request("/", { login: "eve@example.com" }), 'User "eve@example.com" does'],
    ["something else", { url: 1 }, "The request to replay is not valid"],
  ])("is %s", async (_name, sent, issue) => {
    expect(await issueOf(sent)).toContain(issue);
  });
});

describe("only evaluating the rules", () => {
  it("returns the explanation and sends nothing", async () => {
    const { body } = await postAsPage(
      emulator.inspectorUrl,
      "/explain",
      request("/tasks", { method: "POST" }),
    );

    const { rules, response } = JSON.parse(body);
    expect(rules.find(({ result }: { result: string }) => result === "matched").priority).toBe(300);
    expect(response).toMatchObject({ type: "sign-in", scopes: expect.anything() });
    expect(target.received).toEqual([]);
  });
});

describe("the commands of the page", () => {
  const json = { "Content-Type": "application/json" };
  const own = () => ({ ...json, Origin: new URL(emulator.inspectorUrl).origin });

  it.each([
    ["without an Origin", () => json, 403],
    ["from another site", () => ({ ...json, Origin: "https://attacker.example" }), 403],
    ["from a sandboxed frame", () => ({ ...json, Origin: "null" }), 403],
    ["from the application", () => ({ ...json, Origin: emulator.urlOf("tasks") }), 403],
    ["from another site by its name", () => ({ ...own(), "Sec-Fetch-Site": "cross-site" }), 403],
    ["as a form", () => ({ ...own(), "Content-Type": "text/plain" }), 415],
    ["at a name of another site", () => ({ ...own(), Host: "attacker.example" }), 421],
  ])("are rejected %s", async (_name, headers, expected) => {
    const { status } = await sendTo(emulator.inspectorUrl, "/replay", {
      method: "POST",
      headers: headers(),
      body: JSON.stringify(request("/public/")),
    });

    expect(status).toBe(expected);
    expect(target.received).toEqual([]);
  });

  it("allow no other site by CORS, and accept POST only", async () => {
    const preflight = await sendTo(emulator.inspectorUrl, "/replay", {
      method: "OPTIONS",
      headers: { Origin: "https://attacker.example", "Access-Control-Request-Method": "POST" },
    });
    const get = await sendTo(emulator.inspectorUrl, "/replay");

    expect([preflight.status, get.status, get.headers.allow]).toEqual([405, 405, "POST"]);
    expect(Object.keys(preflight.headers).join()).not.toMatch(/access-control/);
  });

  it("are rejected when they are too large, or not JSON", async () => {
    const post = (body: string) =>
      sendTo(emulator.inspectorUrl, "/replay", { method: "POST", headers: own(), body });

    expect((await post("x".repeat(1024 * 1024 + 1))).status).toBe(413);
    expect(await post("{")).toMatchObject({ status: 400, body: expect.stringContaining("JSON") });
  });
});

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
