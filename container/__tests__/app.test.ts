import { createHash } from "node:crypto";
import {
  dataPayload,
  nowSeconds,
  rawHeaders,
  signDataToken,
  signedInHeaders,
} from "../../packages/alb-auth/__tests__/support/tokens";
import { AppFixture, acceptJson, acceptPage, signedIn } from "./support/app";

const app = new AppFixture();
beforeAll(() => app.listen());
afterAll(() => app.close());
beforeEach(() => {
  app.logLines.length = 0;
});

function loggedCodes(): unknown[] {
  return app.log.map(({ code }) => code);
}

describe("GET /", () => {
  it("shows the user, claims, scopes, groups, container and expiry", async () => {
    const { status, headers, text } = await app.request("/", {
      headers: [...signedIn(), ...acceptPage],
    });

    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    for (const part of [
      "Hello, Ada Lovelace",
      "ada@example.com",
      '<code class="pill">tasks/read</code>',
      "<dd>staff</dd>",
      app.config.containerName,
      `<time datetime="${new Date((nowSeconds + 900) * 1000).toISOString()}">`,
      new Date((nowSeconds + 900) * 1000).toUTCString(),
      'action="/logout"',
    ]) {
      expect(text).toContain(part);
    }
  });

  it("escapes claims", async () => {
    const evil = `<script>alert("x")</script>`;
    const data = signDataToken({ payload: dataPayload({ name: evil, [evil]: { evil } }) });

    const { text } = await app.request("/", { headers: rawHeaders(signedInHeaders({ data })) });

    expect(text).not.toContain(evil);
    expect(text).toContain("&lt;script&gt;");
  });

  it("is not cached, and allows only its own script and style", async () => {
    const { headers, text } = await app.request("/", { headers: signedIn() });

    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'sha256-[^ ]+'; script-src 'sha256-[^ ]+';/,
    );
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    for (const tag of ["style", "script"]) {
      const source = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1] ?? "";
      const hash = createHash("sha256").update(source).digest("base64");
      expect(headers["content-security-policy"]).toContain(`${tag}-src 'sha256-${hash}'`);
    }
    expect(text).not.toMatch(/ style=| onclick=/);
  });

  it("does not show a token", async () => {
    const headers = signedInHeaders();

    const { text } = await app.request("/", { headers: rawHeaders(headers) });

    expect(text).not.toContain(headers.data.slice(0, 40));
    expect(text).not.toContain(headers.accessToken.slice(0, 40));
  });
});

describe("GET /api/me", () => {
  it("returns the identity as JSON, with these names only", async () => {
    const { text } = await app.request("/api/me", { headers: signedIn() });

    expect(Object.keys(JSON.parse(text)).sort()).toEqual(
      "claims clientId email emailVerified expiresAt groups scopes subject type username".split(
        " ",
      ),
    );
  });
});

describe("authorisation", () => {
  it.each([
    ["GET", "/tasks", "openid", ["tasks/read"]],
    ["GET", "/tasks/1", "openid", ["tasks/read"]],
    ["POST", "/tasks", "openid tasks/read", ["tasks/write"]],
    ["POST", "/tasks", "openid", ["tasks/read", "tasks/write"]],
  ])("rejects %s %s with scopes %p: %p is missing", async (method, path, scope, missing) => {
    const headers = [...signedIn({ scope }), ...acceptJson];

    const response = await app.request(path, { method, headers });

    expect(response.status).toBe(403);
    expect(JSON.parse(response.text)).toMatchObject({ missing });
    expect(response.headers["www-authenticate"]).toBe(
      `Bearer error="insufficient_scope", scope="${missing.join(" ")}"`,
    );
    expect(loggedCodes()).toEqual(["ERR_SCOPE_MISSING"]);
  });

  it.each(["/tasks", "/tasks/1"])("allows GET %s with the scope tasks/read", async (path) => {
    const headers = [...signedIn({ scope: "openid tasks/read" }), ...acceptJson];

    expect((await app.request(path, { headers })).status).toBe(200);
  });

  it("allows /admin for admins only, and tells others who can help", async () => {
    const admin = await app.request("/admin", {
      headers: signedIn({ "cognito:groups": ["admins"] }),
    });
    const other = await app.request("/admin", { headers: [...signedIn(), ...acceptPage] });

    expect(admin.status).toBe(200);
    expect(other.status).toBe(403);
    expect(other.text).toContain("This page is open to members of the group <b>admins</b>.");
    expect(other.text).toContain("An administrator can add you.");
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
  ])("reveals nothing at %s without scope, group or sign-in", async (path) => {
    const signedOut = await app.request(path);
    const noScope = await app.request(path, { headers: signedIn({ scope: "openid" }) });

    expect([401, 404]).toContain(signedOut.status);
    expect([403, 404]).toContain(noScope.status);
    for (const { text } of [signedOut, noScope]) expect(text).not.toContain("README");
  });
});

describe("POST /tasks", () => {
  const writer = (accept = acceptJson) => [
    ...signedIn({ scope: "openid tasks/read tasks/write" }),
    ...accept,
  ];

  it("adds a task from JSON", async () => {
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

  it("adds a task from a form, and shows it in the list", async () => {
    const headers = [...writer(), "Content-Type", "application/x-www-form-urlencoded"];

    const added = await app.request("/tasks", {
      method: "POST",
      headers,
      body: "title=From+a+form",
    });
    const list = await app.request(String(added.headers.location), {
      headers: writer(acceptPage),
    });

    expect(added.status).toBe(303);
    expect(list.text).toContain("“From a form” has been added.");
    expect(list.text).toContain('<li class="new"><span>From a form</span>');
    expect(list.text).toContain("you, just now");
  });

  it("has no form without the scope tasks/write", async () => {
    const { text } = await app.request("/tasks", { headers: [...signedIn(), ...acceptPage] });

    expect(text).toContain("this session may not add any");
    expect(text).not.toContain('action="/tasks"');
  });

  it.each([
    [415, "text/plain", '{"title":"x"}'],
    [400, "application/json", "{"],
    [400, "application/json", "null"],
    [400, "application/json", '{"title":""}'],
    [400, "application/json", '{"title":5}'],
    [400, "application/json", `{"title":"${"x".repeat(121)}"}`],
    [413, "application/json", `{"title":"${"x".repeat(20_000)}"}`],
  ])("rejects with %p: %s (%#)", async (status, type, body) => {
    const headers = [...writer(), "Content-Type", type];

    expect((await app.request("/tasks", { method: "POST", headers, body })).status).toBe(status);
  });
});

describe("GET /favicon.ico", () => {
  it("returns the icon, which browsers request beside JSON", async () => {
    const { status, headers, text } = await app.request("/favicon.ico");

    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("image/svg+xml");
    expect(text).toMatch(/^<svg/);
  });
});

describe("GET /public/hello", () => {
  it("greets visitors and signed-in users, and rejects forged headers", async () => {
    const stranger = await app.request("/public/hello");
    const user = await app.request("/public/hello", { headers: signedIn() });
    const forged = await app.request("/public/hello", {
      headers: rawHeaders(signedInHeaders({ identity: "root" })),
    });

    expect(JSON.parse(stranger.text)).toEqual({ hello: "stranger" });
    expect(JSON.parse(user.text)).toEqual({ hello: "Ada Lovelace" });
    expect(forged.status).toBe(401);
  });
});
