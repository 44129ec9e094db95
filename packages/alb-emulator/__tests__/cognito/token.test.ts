import { decodeJwt } from "jose";
import {
  authorizeUrl,
  basic,
  client,
  exchangeCode,
  machine,
  refresh,
  requestTokens,
  requestUserInfo,
  signInAt,
  useUserPool,
} from "./support.ts";

const pool = useUserPool({ email: "ola@example.com", name: "Ola" });

const signIn = (parameters = {}) =>
  signInAt(authorizeUrl(pool().base, parameters), "ola@example.com");

async function tokensFor(scope: string) {
  const { code } = await signIn({ scope });
  return (await exchangeCode(pool(), code)).body;
}

const requestMachineToken = (scope?: string) =>
  requestTokens(
    pool(),
    { grant_type: "client_credentials", ...(scope && { scope }) },
    basic(machine),
  );

describe("POST /oauth2/token", () => {
  it("returns invalid_grant for a code that was redeemed, and keeps the first tokens valid", async () => {
    const { code } = await signIn();
    const first = await exchangeCode(pool(), code);

    const second = await exchangeCode(pool(), code);

    expect([second.status, second.body]).toEqual([400, { error: "invalid_grant" }]);
    expect(pool().events.at(-1)).toMatchObject({
      type: "token-request-failed",
      client: client.name,
      explanation: expect.stringContaining("has already been redeemed"),
    });
    expect((await refresh(pool(), first.body.refresh_token)).status).toBe(200);
  });

  it("redeems a code once when several requests race for it", async () => {
    const { code } = await signIn();

    const results = await Promise.all([1, 2, 3, 4].map(() => exchangeCode(pool(), code)));

    expect(results.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  });

  it("keeps the tokens of one scope set when the same browser gets another", async () => {
    const { visitor, code } = await signIn();
    const first = await exchangeCode(pool(), code);
    const again = await visitor.send(authorizeUrl(pool().base, { scope: "openid tasks/read" }));
    const secondCode = new URL(again.location ?? "").searchParams.get("code") ?? "";
    const second = await exchangeCode(pool(), secondCode);

    const refreshed = [
      await refresh(pool(), first.body.refresh_token),
      await refresh(pool(), second.body.refresh_token),
    ];

    expect(refreshed.map(({ body }) => decodeJwt(body.access_token).scope)).toEqual([
      "openid email profile",
      "openid tasks/read",
    ]);
  });

  it("returns no ID token without openid", async () => {
    const body = await tokensFor("tasks/read");

    expect(Object.keys(body)).toEqual([
      "access_token",
      "refresh_token",
      "expires_in",
      "token_type",
    ]);
  });

  it.each([
    [
      "invalid_client_secret for a wrong secret",
      () => basic(client, "wrong"),
      { error_description: "invalid_client_secret" },
    ],
    [
      "no description for an unknown client",
      () => basic({ ...client, clientId: "nobody" }),
      undefined,
    ],
    ["no description for credentials that are not Basic", () => "Basic bm9jb2xvbg==", undefined],
  ])("returns invalid_client with %s", async (_name, authorization, description) => {
    const { code } = await signIn();

    const { status, body, headers } = await exchangeCode(pool(), code, {}, authorization());

    expect([status, body]).toEqual([400, { error: "invalid_client", ...description }]);
    expect(headers.get("WWW-Authenticate")).toBeNull();
  });

  it("returns invalid_client for a client that sends its id without its secret", async () => {
    const { code } = await signIn();

    const { status, body } = await exchangeCode(pool(), code, { client_id: client.clientId }, "");

    expect([status, body]).toEqual([
      400,
      { error: "invalid_client", error_description: "invalid_client_secret" },
    ]);
  });

  it.each([
    ["invalid_grant", "another redirect_uri", { redirect_uri: "https://tasks.example.com/" }],
    ["invalid_grant", "an unknown code", { code: "2ed1368a-1480-4e1b-b662-7265246f6f07" }],
    ["unsupported_grant_type", "an unknown grant type", { grant_type: "password" }],
    [
      "unauthorized_client",
      "a grant type that the client does not allow",
      { grant_type: "client_credentials" },
    ],
    ["invalid_request", "no grant type", { grant_type: "" }],
  ])("returns %s for %s", async (error, _name, form) => {
    const { code } = await signIn();

    const { status, body } = await exchangeCode(pool(), code, form as Record<string, string>);

    expect([status, body]).toEqual([400, { error }]);
  });

  it("rejects another client's refresh token, and one that it never issued", async () => {
    const { refresh_token } = await tokensFor("openid");

    expect((await refresh(pool(), refresh_token, basic(machine))).body).toEqual({
      error: "unauthorized_client",
    });
    expect((await refresh(pool(), `${refresh_token}A`)).body).toEqual({ error: "invalid_grant" });
  });

  it("rejects a machine's request for scopes of users and scopes that it does not have", async () => {
    expect((await requestMachineToken("openid")).body).toEqual({ error: "invalid_scope" });
    expect((await requestMachineToken("tasks/write")).body).toEqual({ error: "invalid_scope" });
    expect((await requestMachineToken("tasks/read")).status).toBe(200);
  });

  it.each([
    ["another method", { method: "GET" }],
    ["HEAD", { method: "HEAD" }],
    [
      "another content type",
      { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } },
    ],
  ])("returns 405 without a body to %s", async (_name, request) => {
    const response = await fetch(pool().endpoints.tokenUrl, request);

    expect([response.status, await response.text()]).toEqual([405, ""]);
    expect(response.headers.get("set-cookie")).toMatch(/^XSRF-TOKEN=[0-9a-f-]{36}; Path=\//);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
      "x-content-type-options": "nosniff",
      "x-xss-protection": "1; mode=block",
    });
  });

  it("rejects a form larger than any client sends", async () => {
    const response = await fetch(pool().endpoints.tokenUrl, {
      method: "POST",
      body: new URLSearchParams({ code: "x".repeat(70_000) }),
    });

    expect(response.status).toBe(413);
  });
});

describe("GET /oauth2/userInfo", () => {
  it.each([
    ["openid", ["sub", "email_verified", "name", "email", "username"]],
    ["openid email", ["sub", "email_verified", "email", "username"]],
    ["openid profile", ["sub", "name", "username"]],
  ])("returns for %s the attributes that it grants", async (scope, names) => {
    const { access_token } = await tokensFor(scope);

    const response = await requestUserInfo(pool(), access_token);
    const claims = (await response.json()) as Record<string, unknown>;

    expect(Object.keys(claims)).toEqual(names);
    expect(Object.values(claims).every((value) => typeof value === "string")).toBe(true);
  });

  it.each([
    ["an ID token", async () => (await tokensFor("openid")).id_token],
    ["a token without openid", async () => (await tokensFor("tasks/read")).access_token],
    ["a token with another signature", async () => `${(await tokensFor("openid")).access_token}A`],
    ["a machine's token", async () => (await requestMachineToken()).body.access_token],
    ["no token", async () => ""],
  ])("returns 401 for %s", async (_name, token) => {
    const response = await requestUserInfo(pool(), await token());

    expect(response.status).toBe(401);
    expect(response.headers.get("WWW-Authenticate")).toContain('error="invalid_token"');
  });
});

describe("POST /oauth2/revoke", () => {
  const revoke = (token: string, authorization = basic(client)) =>
    fetch(pool().endpoints.tokenUrl.replace("/token", "/revoke"), {
      method: "POST",
      headers: { Authorization: authorization },
      body: new URLSearchParams({ token }),
    });

  it("rejects an access token, a wrong secret, a request without a token and another client's token", async () => {
    const { access_token, refresh_token } = await tokensFor("openid");

    const responses = [
      await revoke(access_token),
      await revoke(refresh_token, basic(client, "wrong")),
      await revoke(""),
      await revoke(refresh_token, basic(machine)),
    ];

    expect(responses.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect(await Promise.all(responses.map((response) => response.json()))).toEqual([
      { error: "unsupported_token_type" },
      { error: "invalid_client", error_description: "invalid_client_secret" },
      { error: "invalid_request" },
      { error: "invalid_request" },
    ]);
    expect((await refresh(pool(), refresh_token)).status).toBe(200);
  });

  it("returns 200 for an unknown token", async () => {
    expect((await revoke("unknown")).status).toBe(200);
  });
});
