import {
  accessPayload,
  dataPayload,
  nowSeconds,
  signAccessToken,
  signDataToken,
  signedInHeaders,
} from "../../packages/alb-auth/__tests__/support/tokens";
import { AppFixture, rawHeaders } from "./support/app";

const app = new AppFixture();
beforeAll(() => app.listen());
afterAll(() => app.close());
beforeEach(() => {
  app.logLines.length = 0;
});

const html = ["Accept", "text/html,application/xhtml+xml,*/*;q=0.8"];
const json = ["Accept", "application/json"];

function signedIn(claims: Record<string, unknown> = {}): string[] {
  const accessToken = signAccessToken({ payload: accessPayload(claims) });
  return rawHeaders(signedInHeaders({ accessToken }));
}

function loggedCodes(): unknown[] {
  return app.logLines.map((line) => JSON.parse(line).code);
}

describe("GET /", () => {
  it("greets the user, and shows claims, scopes, groups, container and expiry", async () => {
    const { status, headers, text } = await app.request("/", { headers: [...signedIn(), ...html] });

    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    for (const part of [
      "Hello, Ada Lovelace",
      "ada@example.com",
      "<li>tasks/read</li>",
      "<li>staff</li>",
      app.config.containerName,
      `data-expires-at="${new Date((nowSeconds + 900) * 1000).toISOString()}"`,
      new Date((nowSeconds + 900) * 1000).toUTCString(),
      'action="/logout"',
    ]) {
      expect(text).toContain(part);
    }
  });

  it("escapes what the user pool says", async () => {
    const evil = `<script>alert("x")</script>`;
    const data = signDataToken({ payload: dataPayload({ name: evil, [evil]: { evil } }) });

    const { text } = await app.request("/", { headers: rawHeaders(signedInHeaders({ data })) });

    expect(text).not.toContain(evil);
    expect(text).toContain("&lt;script&gt;");
  });

  it("is kept in no cache and runs no script or style but its own", async () => {
    const { headers, text } = await app.request("/", { headers: signedIn() });

    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'sha256-[^ ]+'; script-src 'sha256-[^ ]+';/,
    );
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    expect(text).not.toMatch(/ style=| onclick=/);
  });

  it("shows no token", async () => {
    const headers = signedInHeaders();

    const { text } = await app.request("/", { headers: rawHeaders(headers) });

    expect(text).not.toContain(headers.data.slice(0, 40));
    expect(text).not.toContain(headers.accessToken.slice(0, 40));
  });
});

describe("GET /api/me", () => {
  it("says the same as JSON, under these names and no others", async () => {
    const { text } = await app.request("/api/me", { headers: signedIn() });

    expect(Object.keys(JSON.parse(text)).sort()).toEqual(
      "claims clientId email emailVerified expiresAt groups scopes subject username".split(" "),
    );
  });
});

describe("authorisation", () => {
  it.each([
    ["GET", "/tasks", "openid", 403, ["tasks/read"]],
    ["GET", "/tasks", "openid tasks/read", 200, undefined],
    ["GET", "/tasks/1", "openid", 403, ["tasks/read"]],
    ["GET", "/tasks/1", "openid tasks/read", 200, undefined],
    ["POST", "/tasks", "openid tasks/read", 403, ["tasks/write"]],
    ["POST", "/tasks", "openid", 403, ["tasks/read", "tasks/write"]],
  ])(
    "%s %s with scopes %p answers %p, missing %p",
    async (method, path, scope, status, missing) => {
      const answer = await app.request(path, {
        method,
        headers: [...signedIn({ scope }), ...json],
      });

      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.text).missing).toEqual(missing);
      if (missing) {
        expect(answer.headers["www-authenticate"]).toBe(
          `Bearer error="insufficient_scope", scope="${missing.join(" ")}"`,
        );
        expect(loggedCodes()).toEqual(["ERR_SCOPE_MISSING"]);
      }
    },
  );

  it("lets only admins see /admin, and tells people so on a page", async () => {
    const admin = await app.request("/admin", {
      headers: signedIn({ "cognito:groups": ["admins"] }),
    });
    const other = await app.request("/admin", { headers: [...signedIn(), ...html] });

    expect(admin.status).toBe(200);
    expect(other.status).toBe(403);
    expect(other.text).toContain("This needs the group “admins”.");
    expect(loggedCodes()).toEqual([undefined, "ERR_GROUP_MISSING"]);
  });

  it.each([
    "/%74asks/1",
    "//tasks/1",
    "/tasks/../tasks/1",
    "/TASKS/1",
    "/Tasks",
    "/tasks/",
    "/./tasks/1",
    "/tasks%2f1",
    "/tasks;x=1",
    "/tasks/1/",
    "/%2e/tasks/1",
    "/public/../tasks/1",
    "/public/%2e%2e/tasks/1",
    "/ADMIN",
    "/%61dmin",
    "http://app.example.com/tasks/1",
    "http://user@evil.example/admin",
  ])("gives nothing away at %s without scope, group or sign-in", async (path) => {
    const signedOut = await app.request(path);
    const noScope = await app.request(path, { headers: signedIn({ scope: "openid" }) });

    expect([401, 404]).toContain(signedOut.status);
    expect([403, 404]).toContain(noScope.status);
    for (const { text } of [signedOut, noScope]) expect(text).not.toContain("README");
  });
});

describe("POST /tasks", () => {
  const writer = () => [...signedIn({ scope: "openid tasks/read tasks/write" }), ...json];

  it("adds a task of JSON", async () => {
    const headers = [...writer(), "Content-Type", "application/json"];

    const added = await app.request("/tasks", {
      method: "POST",
      headers,
      body: '{"title":" Try "}',
    });
    const seen = await app.request(String(added.headers.location), { headers: writer() });

    expect(added.status).toBe(201);
    expect(JSON.parse(seen.text)).toMatchObject({ title: "Try" });
  });

  it("adds a task of a form and shows the list", async () => {
    const headers = [...writer(), "Content-Type", "application/x-www-form-urlencoded"];

    const added = await app.request("/tasks", {
      method: "POST",
      headers,
      body: "title=From+a+form",
    });
    const list = await app.request("/tasks", { headers: [...writer().slice(0, -2), ...html] });

    expect(added).toMatchObject({ status: 303, headers: { location: "/tasks" } });
    expect(list.text).toContain("<li>From a form</li>");
  });

  it.each([
    [415, "text/plain", '{"title":"x"}'],
    [400, "application/json", "{"],
    [400, "application/json", "null"],
    [400, "application/json", '{"title":""}'],
    [400, "application/json", '{"title":5}'],
    [400, "application/json", `{"title":"${"x".repeat(121)}"}`],
    [413, "application/json", `{"title":"${"x".repeat(20_000)}"}`],
  ])("answers %p to %s that it cannot take (%#)", async (status, type, body) => {
    const headers = [...writer(), "Content-Type", type];

    expect((await app.request("/tasks", { method: "POST", headers, body })).status).toBe(status);
  });
});

describe("open routes", () => {
  it("knows a visitor of /public/hello by name when signed in, and takes anybody", async () => {
    const stranger = await app.request("/public/hello");
    const user = await app.request("/public/hello", { headers: signedIn() });
    const forged = await app.request("/public/hello", {
      headers: rawHeaders(signedInHeaders({ identity: "root" })),
    });

    expect(JSON.parse(stranger.text)).toEqual({ hello: "stranger" });
    expect(JSON.parse(user.text)).toEqual({ hello: "ada" });
    expect(forged.status).toBe(401);
  });
});
