import { requireGroups, requireScopes, signOut } from "../fastify.ts";
import { SignOut } from "../index.ts";
import { createApp, requestApp } from "./support/fastify-app.ts";
import { rawHeaders, signedInHeaders } from "./support/tokens.ts";

const valid = { headers: rawHeaders(signedInHeaders()) };

describe("requireScopes and requireGroups", () => {
  it.each([
    ["a scope", requireScopes("tasks/read")],
    ["every scope", requireScopes("openid", "tasks/read")],
    ["a group", requireGroups("staff")],
  ])("let a user with %s pass", async (_name, guard) => {
    const app = createApp((members) => {
      members.get("/", { onRequest: guard }, async () => "passed");
    });

    expect(await requestApp(app, valid)).toMatchObject({ status: 200, text: "passed" });
  });

  it.each([
    [
      "ERR_SCOPE_MISSING",
      requireScopes("openid", "tasks/write", "tasks/admin"),
      'Bearer error="insufficient_scope", scope="tasks/write tasks/admin"',
    ],
    ["ERR_GROUP_MISSING", requireGroups("admins"), 'Bearer error="insufficient_scope"'],
  ])("reject with 403 and %s, in any hook", async (code, guard, challenge) => {
    for (const hook of ["onRequest", "preHandler"]) {
      const app = createApp((members) => {
        members.get("/", { [hook]: guard }, async () => "secret");
      });

      const response = await requestApp(app, valid);

      expect(response).toMatchObject({ status: 403, code });
      expect(response.headers["www-authenticate"]).toBe(challenge);
      expect(JSON.parse(response.text)).toMatchObject({ message: "Forbidden" });
    }
  });

  it.each([
    ["nobody", undefined],
    ["an object that looks like an identity", { scopes: ["a"], groups: ["a"] }],
  ])("reject %s with 401", async (_name, identity) => {
    for (const guard of [requireScopes("a"), requireGroups("a")]) {
      await expect(guard({ identity } as never)).rejects.toMatchObject({
        status: 401,
        code: "ERR_AUTHENTICATION_REQUIRED",
      });
    }
  });

  it.each([
    ["no scope", () => requireScopes()],
    ["two scopes in one string", () => requireScopes("tasks/read tasks/write")],
    ["no group", () => requireGroups()],
  ])("cannot be created with %s", (_name, create) => {
    expect(create).toThrow(TypeError);
  });
});

describe("signOut", () => {
  const options = {
    userPoolDomainUrl: "https://example.auth.eu-central-1.amazoncognito.com",
    clientId: "4k3h2g1f0e9d8c7b6a5example",
    logoutUri: "https://app.example.com/signed-out",
  };
  const createSignOutApp = (given: Parameters<typeof signOut>[0] = options) =>
    createApp((_members, app) => app.post("/logout", signOut(given)));

  it.each([
    ["options", options],
    ["a SignOut", new SignOut(options)],
  ])("expires the session and redirects to the user pool, with %s", async (_name, given) => {
    const { status, headers, text } = await requestApp(createSignOutApp(given), {
      method: "POST",
      path: "/logout",
    });

    expect({ status, text }).toEqual({ status: 303, text: "" });
    expect(headers["set-cookie"]).toHaveLength(5);
    expect(headers.location).toContain(".amazoncognito.com/logout?client_id=");
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("accepts an HTML form, which Fastify has no parser for", async () => {
    const response = await requestApp(createSignOutApp(), {
      method: "POST",
      path: "/logout",
      headers: ["Content-Type", "application/x-www-form-urlencoded"],
      body: "a=1",
    });

    expect(response.status).toBe(303);
  });

  it("rejects a request from another site with 403, and hides the cause", async () => {
    const response = await requestApp(createSignOutApp(), {
      method: "POST",
      path: "/logout",
      headers: ["Sec-Fetch-Site", "cross-site"],
    });

    expect(response).toMatchObject({ status: 403, code: "ERR_SIGN_OUT_CROSS_SITE" });
    expect(JSON.parse(response.text)).toEqual({
      statusCode: 403,
      error: "Forbidden",
      message: "Forbidden",
    });
    expect(response.headers).not.toHaveProperty("set-cookie");
  });

  it("lists every invalid option", () => {
    expect(() => signOut({ ...options, clientId: "", logoutUri: [] })).toThrow(
      /"clientId".*"logoutUri"/,
    );
  });
});
