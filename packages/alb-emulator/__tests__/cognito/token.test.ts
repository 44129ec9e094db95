import { decodeJwt } from "jose";
import {
  authorizeUrl,
  basic,
  client,
  exchangeCode,
  machine,
  password,
  signInAt,
  startPool,
  type TestPool,
  tokenRequest,
} from "./support.ts";

let test: TestPool;

beforeAll(async () => {
  test = await startPool();
  await test.identity.users.create({ email: "ola@example.com", name: "Ola", password });
});

afterAll(() => test.identity.close());

const signedIn = (parameters = {}) =>
  signInAt(authorizeUrl(test.base, parameters), "ola@example.com");
const redirect_uri = client.callbackUrls[0] ?? "";

describe("POST /oauth2/token", () => {
  it("answers invalid_grant to a code that is used again, and keeps the first one's tokens", async () => {
    const { code } = await signedIn();
    const first = await exchangeCode(test.identity, code);

    const second = await exchangeCode(test.identity, code);
    const refresh = await tokenRequest(test.identity, {
      grant_type: "refresh_token",
      refresh_token: first.body.refresh_token,
    });

    expect([second.status, second.body]).toEqual([400, { error: "invalid_grant" }]);
    expect(refresh.status).toBe(200);
  });

  it("keeps the tokens of one scope set when the same browser gets another", async () => {
    const { visitor, code } = await signedIn();
    const first = await exchangeCode(test.identity, code);
    const again = await visitor.send(authorizeUrl(test.base, { scope: "openid tasks/read" }));
    const secondCode = new URL(again.location ?? "").searchParams.get("code") ?? "";
    const second = await exchangeCode(test.identity, secondCode);

    const refresh = (refresh_token: string) =>
      tokenRequest(test.identity, { grant_type: "refresh_token", refresh_token });
    const refreshed = [
      await refresh(first.body.refresh_token),
      await refresh(second.body.refresh_token),
    ];

    expect(refreshed.map(({ body }) => decodeJwt(body.access_token).scope)).toEqual([
      "openid email profile",
      "openid tasks/read",
    ]);
  });

  it("gives no ID token without openid", async () => {
    const { code } = await signedIn({ scope: "tasks/read" });

    const { body } = await exchangeCode(test.identity, code);

    expect(Object.keys(body)).toEqual([
      "access_token",
      "refresh_token",
      "expires_in",
      "token_type",
    ]);
  });

  it.each([
    ["a wrong secret", () => basic(client, "wrong")],
    ["an unknown client", () => basic({ ...client, clientId: "nobody" })],
  ])("answers invalid_client to %s", async (_name, authorization) => {
    const { code } = await signedIn();

    const { status, body, headers } = await exchangeCode(test.identity, code, authorization());

    expect([status, body]).toEqual([400, { error: "invalid_client" }]);
    expect(headers.get("WWW-Authenticate")).toBeNull();
  });

  it("answers invalid_client to a client that names itself and gives no secret", async () => {
    const { code } = await signedIn();

    const { status, body } = await tokenRequest(
      test.identity,
      { grant_type: "authorization_code", code, redirect_uri, client_id: client.clientId },
      "",
    );

    expect([status, body]).toEqual([400, { error: "invalid_client" }]);
  });

  it.each([
    ["another redirect_uri", { redirect_uri: "https://tasks.example.com/" }, "invalid_grant"],
    ["an unknown code", { code: "2ed1368a-1480-4e1b-b662-7265246f6f07" }, "invalid_grant"],
    ["an unknown grant type", { grant_type: "password" }, "unsupported_grant_type"],
    [
      "a grant type that the client lacks",
      { grant_type: "client_credentials" },
      "unauthorized_client",
    ],
    ["no grant type", { grant_type: "" }, "invalid_request"],
  ])("answers %s with %s", async (_name, form, error) => {
    const { code } = await signedIn();

    const { status, body } = await tokenRequest(test.identity, {
      grant_type: "authorization_code",
      code,
      redirect_uri,
      ...form,
    });

    expect([status, body]).toEqual([400, { error }]);
  });

  it("refuses another client's refresh token, and one that it never issued", async () => {
    const { code } = await signedIn();
    const { body } = await exchangeCode(test.identity, code);
    const refresh = (refresh_token: string, app = client) =>
      tokenRequest(test.identity, { grant_type: "refresh_token", refresh_token }, basic(app));

    expect((await refresh(body.refresh_token, machine)).status).toBe(400);
    expect((await refresh("eyJhbGciOiJub25lIn0..")).body).toEqual({ error: "invalid_grant" });
  });

  it("refuses a machine the scopes of users and scopes that it is not allowed", async () => {
    const ask = (scope: string) =>
      tokenRequest(test.identity, { grant_type: "client_credentials", scope }, basic(machine));

    expect((await ask("openid")).body).toEqual({ error: "invalid_scope" });
    expect((await ask("tasks/write")).body).toEqual({ error: "invalid_scope" });
    expect((await ask("tasks/read")).status).toBe(200);
  });
});

describe("GET /oauth2/userInfo", () => {
  const userInfo = (token: string) =>
    fetch(test.identity.endpoints.userInfoUrl, { headers: { Authorization: `Bearer ${token}` } });

  it.each([
    ["openid", ["sub", "email_verified", "name", "email", "username"]],
    ["openid email", ["sub", "email_verified", "email", "username"]],
    ["openid profile", ["sub", "name", "username"]],
  ])("gives for %s the attributes that it opens", async (scope, names) => {
    const { code } = await signedIn({ scope });
    const { body } = await exchangeCode(test.identity, code);

    const claims = (await (await userInfo(body.access_token)).json()) as Record<string, unknown>;

    expect(Object.keys(claims)).toEqual(names);
    expect(Object.values(claims).every((value) => typeof value === "string")).toBe(true);
  });

  it.each([
    ["an ID token", async () => (await tokensFor("openid")).id_token],
    ["a token without openid", async () => (await tokensFor("tasks/read")).access_token],
    ["a token with another signature", async () => `${(await tokensFor("openid")).access_token}A`],
    ["no token", async () => ""],
  ])("answers 401 to %s", async (_name, token) => {
    const response = await userInfo(await token());

    expect(response.status).toBe(401);
    expect(response.headers.get("WWW-Authenticate")).toContain('error="invalid_token"');
  });

  async function tokensFor(scope: string) {
    const { code } = await signedIn({ scope });
    return (await exchangeCode(test.identity, code)).body;
  }
});

describe("POST /oauth2/revoke", () => {
  const revokeUrl = () => test.identity.endpoints.tokenUrl.replace("/token", "/revoke");
  const revoke = (token: string, authorization = basic(client)) =>
    fetch(revokeUrl(), {
      method: "POST",
      headers: { Authorization: authorization },
      body: new URLSearchParams({ token }),
    });

  it("refuses an access token, a wrong secret and a request without a token", async () => {
    const { code } = await signedIn();
    const { body } = await exchangeCode(test.identity, code);

    const answers = [
      await revoke(body.access_token),
      await revoke(body.refresh_token, basic(client, "wrong")),
      await revoke(""),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { error: "unsupported_token_type" },
      { error: "invalid_client" },
      { error: "invalid_request" },
    ]);
  });

  it("answers 200 to a token that it does not know", async () => {
    expect((await revoke("unknown")).status).toBe(200);
  });
});
