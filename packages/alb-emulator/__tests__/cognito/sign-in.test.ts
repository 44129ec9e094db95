import { decodeJwt, decodeProtectedHeader } from "jose";
import { page, Visitor } from "../support/visitor.ts";
import {
  authorizeUrl,
  client,
  exchangeCode,
  password,
  refresh,
  signInAt,
  useUserPool,
} from "./support.ts";

const pool = useUserPool({
  email: "carla@example.com",
  name: "Carla",
  groups: ["readers", "admins", "gone"],
});

const signIn = () => signInAt(authorizeUrl(pool().base), "carla@example.com");

describe("hosted UI", () => {
  it("leads from authorize to a page with the same query, and back with code and state", async () => {
    const visitor = new Visitor();

    const [authorize, signInPage] = await visitor.visit(authorizeUrl(pool().base));
    const response = await visitor.submitOnce(signInPage ?? page([]), "/login", {
      username: "Carla@Example.com",
      password,
    });

    expect(authorize?.status).toBe(302);
    expect(new URL(authorize?.location ?? "").pathname).toBe("/login");
    expect(new URL(authorize?.location ?? "").search).toBe(
      new URL(authorizeUrl(pool().base)).search,
    );
    expect(response.status).toBe(302);
    expect(response.location).toMatch(
      /^https:\/\/tasks\.example\.com\/oauth2\/idpresponse\?code=[0-9a-f]{8}-[0-9a-f-]{27}&state=a%2Fstate%2Bwith%3Dsigns$/,
    );
  });

  it("keeps the session in a cookie of 256 random bits that scripts cannot read", async () => {
    const { response } = await signIn();

    const cookies = response.headers["set-cookie"]?.filter((line) => line.startsWith("cognito="));

    expect(cookies).toEqual([
      expect.stringMatching(
        /^cognito=[\w-]{43}; Max-Age=3600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
      ),
    ]);
  });
});

describe("tokens of a user", () => {
  it("have Cognito's shape", async () => {
    const { code } = await signIn();

    const { status, body, headers } = await exchangeCode(pool(), code);

    expect(status).toBe(200);
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(Object.keys(body)).toEqual([
      "id_token",
      "access_token",
      "refresh_token",
      "expires_in",
      "token_type",
    ]);
    expect(body.expires_in).toBe(900);
    expect(body.refresh_token.split(".")).toHaveLength(5);
    expect(body.refresh_token.length).toBeGreaterThan(1_700);
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
      event_id: access.event_id,
    });
    expect(decodeProtectedHeader(body.access_token).kid).not.toBe(
      decodeProtectedHeader(body.id_token).kid,
    );
  });

  it("are refreshed without a new refresh token", async () => {
    const { code } = await signIn();
    const first = await exchangeCode(pool(), code);

    const { status, body } = await refresh(pool(), first.body.refresh_token);

    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(["id_token", "access_token", "expires_in", "token_type"]);
    const [before, after] = [decodeJwt(first.body.access_token), decodeJwt(body.access_token)];
    expect(after.jti).not.toBe(before.jti);
    expect(after.origin_jti).toBe(before.origin_jti);
    expect(after.auth_time).toBe(before.auth_time);
  });
});
