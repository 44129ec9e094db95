import { accessTokenOf } from "../index.ts";
import { albAuth, requireGroups, requireScopes, signOut } from "../koa.ts";
import { send } from "./support/koa-app.ts";
import { rawHeaders, signedInHeaders } from "./support/tokens.ts";
import { VerifierFixture } from "./support/verifier.ts";

const valid = rawHeaders(signedInHeaders());

describe("albAuth", () => {
  it("puts the identity into ctx.state", async () => {
    const { status, text } = await send(valid);

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ username: "ada", groups: ["staff"] });
  });

  it("removes the raw tokens from the request", async () => {
    const headers = signedInHeaders();

    const { text } = await send(rawHeaders(headers), {
      handler: (ctx) => {
        const { req } = ctx;
        const seen = JSON.stringify([req.headers, req.rawHeaders, req.headersDistinct, ctx.state]);
        ctx.body = { seen, accessToken: accessTokenOf(ctx.state.identity) };
      },
    });

    const { seen, accessToken } = JSON.parse(text);
    expect(accessToken).toBe(headers.accessToken);
    expect(seen).toContain("ada@example.com");
    expect(seen).not.toContain(headers.data);
    expect(seen).not.toContain(headers.accessToken);
  });

  it.each([0, 2, 4])("rejects a header sent twice, in any letter case (%#)", async (at) => {
    const copy = [String(valid[at]).toUpperCase(), String(valid[at + 1])];

    expect(await send([...valid, ...copy])).toMatchObject({
      status: 401,
      code: "ERR_HEADER_REPEATED",
    });
  });

  it("rejects a request without the headers, with a fixed body and a challenge", async () => {
    const response = await send([]);

    expect(response).toMatchObject({ status: 401, code: "ERR_DATA_MISSING", text: "Unauthorized" });
    expect(response.headers["www-authenticate"]).toBe('Bearer error="invalid_token"');
  });

  it("lets a request without the headers pass with `optional`", async () => {
    const { text } = await send([], { options: { optional: true } });

    expect(JSON.parse(text)).toEqual({ anonymous: true });
  });

  it("rejects invalid headers with `optional`", async () => {
    const headers = rawHeaders(signedInHeaders({ data: "forged" }));

    expect(await send(headers, { options: { optional: true } })).toMatchObject({
      status: 401,
      code: "ERR_DATA_MALFORMED",
    });
  });

  it("keeps the identity when it is mounted twice", async () => {
    const again = albAuth({ verifier: new VerifierFixture().verifier });

    const { status, text } = await send(valid, {
      options: { optional: true },
      handler: (ctx) =>
        again(ctx, async () => {
          ctx.body = ctx.state.identity;
        }),
    });

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ username: "ada" });
  });

  it("creates a verifier from its options", () => {
    expect(() => albAuth({ loadBalancerArns: [], clientIds: ["c"], issuer: "https://i" })).toThrow(
      /"loadBalancerArns"/,
    );
  });
});

describe("requireScopes and requireGroups", () => {
  it.each([
    ["a scope", requireScopes("tasks/read")],
    ["every scope", requireScopes("openid", "tasks/read")],
    ["a group", requireGroups("staff")],
  ])("let a user with %s pass", async (_name, guard) => {
    const { status } = await send(valid, {
      handler: (ctx) =>
        guard(ctx, async () => {
          ctx.status = 204;
        }),
    });

    expect(status).toBe(204);
  });

  it.each([
    [
      "ERR_SCOPE_MISSING",
      requireScopes("openid", "tasks/write", "tasks/admin"),
      'Bearer error="insufficient_scope", scope="tasks/write tasks/admin"',
    ],
    ["ERR_GROUP_MISSING", requireGroups("admins"), 'Bearer error="insufficient_scope"'],
  ])("reject with 403 and %s", async (code, guard, challenge) => {
    const response = await send(valid, { handler: (ctx) => guard(ctx, async () => {}) });

    expect(response).toMatchObject({ status: 403, code });
    expect(response.headers["www-authenticate"]).toBe(challenge);
  });

  it.each([
    ["nobody", undefined],
    ["an object that looks like an identity", { scopes: ["a"], groups: ["a"] }],
  ])("reject %s with 401", async (_name, identity) => {
    const ctx = { req: {}, state: { identity } } as never;

    for (const guard of [requireScopes("a"), requireGroups("a")]) {
      await expect(guard(ctx, async () => {})).rejects.toMatchObject({
        status: 401,
        code: "ERR_AUTHENTICATION_REQUIRED",
      });
    }
  });

  it.each([
    ["no scope", () => requireScopes()],
    ["an empty scope", () => requireScopes("")],
    ["two scopes in one string", () => requireScopes("tasks/read tasks/write")],
    ["a scope that would end the challenge's quotes", () => requireScopes('a"b')],
    ["no group", () => requireGroups()],
  ])("cannot be created with %s", (_name, create) => {
    expect(create).toThrow(TypeError);
  });
});

describe("signOut", () => {
  const handler = signOut({
    userPoolDomainUrl: "https://example.auth.eu-central-1.amazoncognito.com",
    clientId: "4k3h2g1f0e9d8c7b6a5example",
    logoutUri: "https://app.example.com/signed-out",
  });

  it("expires the session and redirects to the user pool", async () => {
    const { status, headers, text } = await send(valid, { handler });

    expect({ status, text }).toEqual({ status: 303, text: "" });
    expect(headers["set-cookie"]).toHaveLength(5);
    expect(headers.location).toContain(".amazoncognito.com/logout?client_id=");
  });

  it("rejects a request from another site with 403", async () => {
    const response = await send([...valid, "Sec-Fetch-Site", "cross-site"], { handler });

    expect(response).toMatchObject({ status: 403, code: "ERR_SIGN_OUT_CROSS_SITE" });
    expect(response.headers).not.toHaveProperty("set-cookie");
  });
});
