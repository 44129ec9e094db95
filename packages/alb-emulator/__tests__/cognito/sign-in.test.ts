import { decodeJwt, decodeProtectedHeader } from "jose";
import { page, Visitor } from "../support/visitor.ts";
import {
  authorizeUrl,
  client,
  exchangeCode,
  password,
  signInAt,
  startPool,
  type TestPool,
  tokenRequest,
} from "./support.ts";

let test: TestPool;

beforeAll(async () => {
  test = await startPool();
  await test.identity.users.create({
    email: "carla@example.com",
    name: "Carla",
    password,
    groups: ["readers", "admins", "gone"],
  });
});

afterAll(() => test.identity.close());

describe("sign-in pages", () => {
  it("lead from authorize to a page with the same query, and back with code and state", async () => {
    const visitor = new Visitor();

    const [authorize, signInPage] = await visitor.visit(authorizeUrl(test.base));
    const answer = await visitor.submitOnce(signInPage ?? page([]), "/login", {
      username: "Carla@Example.com",
      password,
    });

    expect(authorize?.status).toBe(302);
    expect(new URL(authorize?.location ?? "").pathname).toBe("/login");
    expect(new URL(authorize?.location ?? "").search).toBe(new URL(authorizeUrl(test.base)).search);
    expect(answer.status).toBe(302);
    expect(answer.location).toMatch(
      /^https:\/\/tasks\.example\.com\/oauth2\/idpresponse\?code=[0-9a-f]{8}-[0-9a-f-]{27}&state=a%2Fstate%2Bwith%3Dsigns$/,
    );
  });
});

describe("token endpoint", () => {
  it("gives the tokens of a user in Cognito's shape", async () => {
    const { code } = await signInAt(authorizeUrl(test.base), "carla@example.com");

    const { status, body } = await exchangeCode(test.identity, code);

    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual([
      "id_token",
      "access_token",
      "refresh_token",
      "expires_in",
      "token_type",
    ]);
    expect(body.expires_in).toBe(900);
    const access = decodeJwt(body.access_token);
    const id = decodeJwt(body.id_token);
    expect(access).toMatchObject({
      "cognito:groups": ["admins", "readers"],
      token_use: "access",
      client_id: client.clientId,
      scope: "openid email profile",
      username: access.sub,
    });
    expect(access.aud).toBeUndefined();
    expect(id).toMatchObject({
      aud: client.clientId,
      token_use: "id",
      email: "carla@example.com",
      email_verified: true,
      "cognito:username": access.sub,
      origin_jti: access.origin_jti,
    });
    expect(decodeProtectedHeader(body.access_token).kid).not.toBe(
      decodeProtectedHeader(body.id_token).kid,
    );
  });

  it("refreshes without a new refresh token", async () => {
    const { code } = await signInAt(authorizeUrl(test.base), "carla@example.com");
    const first = await exchangeCode(test.identity, code);

    const { status, body } = await tokenRequest(test.identity, {
      grant_type: "refresh_token",
      refresh_token: first.body.refresh_token,
    });

    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(["id_token", "access_token", "expires_in", "token_type"]);
    const [before, after] = [decodeJwt(first.body.access_token), decodeJwt(body.access_token)];
    expect(after.jti).not.toBe(before.jti);
    expect(after.origin_jti).toBe(before.origin_jti);
    expect(after.auth_time).toBe(before.auth_time);
  });
});
