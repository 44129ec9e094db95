import { page } from "../support/visitor.ts";
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
const realNow = Date.now;
let aheadSeconds = 0;

beforeAll(async () => {
  test = await startPool();
  await test.identity.users.create({ email: "zed@example.com", name: "Zed", password });
});

beforeEach(() => {
  aheadSeconds = 0;
  jest.spyOn(Date, "now").mockImplementation(() => realNow() + aheadSeconds * 1000);
});

afterEach(() => jest.restoreAllMocks());

afterAll(() => test.identity.close());

const signedIn = () => signInAt(authorizeUrl(test.base), "zed@example.com");

const userInfo = (token: string) =>
  fetch(test.identity.endpoints.userInfoUrl, { headers: { Authorization: `Bearer ${token}` } });

describe("lifetimes", () => {
  it("end the sign-in session an hour after the password, however often it was used", async () => {
    const { visitor } = await signedIn();

    aheadSeconds = 50 * 60;
    const used = await visitor.send(authorizeUrl(test.base));
    aheadSeconds = 61 * 60;
    const late = await visitor.send(authorizeUrl(test.base));

    expect(used.location).toContain("?code=");
    expect(new URL(late.location ?? "").pathname).toBe("/login");
  });

  it("end a code after 5 minutes", async () => {
    const { code } = await signedIn();

    aheadSeconds = 301;

    expect((await exchangeCode(test.identity, code)).body).toEqual({ error: "invalid_grant" });
  });

  it("are the client's own for access tokens", async () => {
    const { code } = await signedIn();
    const { body } = await exchangeCode(test.identity, code);

    aheadSeconds = client.accessTokenLifetimeSeconds - 5;
    const before = await userInfo(body.access_token);
    aheadSeconds = client.accessTokenLifetimeSeconds + 1;
    const after = await userInfo(body.access_token);

    expect([before.status, after.status]).toEqual([200, 401]);
  });

  it("are the client's own for refresh tokens, counted from the sign-in", async () => {
    const { code } = await signedIn();
    const { body } = await exchangeCode(test.identity, code);
    const refresh = () =>
      tokenRequest(test.identity, {
        grant_type: "refresh_token",
        refresh_token: body.refresh_token,
      });

    aheadSeconds = client.refreshTokenLifetimeSeconds - 5;
    const before = await refresh();
    aheadSeconds = client.refreshTokenLifetimeSeconds + 1;
    const after = await refresh();

    expect(before.status).toBe(200);
    expect(after.body).toEqual({ error: "invalid_grant" });
  });

  it("leave the page of a sign-in open for as long as somebody takes to fill it in", async () => {
    const { visitor } = await signedIn();
    const shown = page(await visitor.visit(authorizeUrl(test.base, { prompt: "login" })));

    aheadSeconds = 14 * 60;
    const answer = await visitor.submitOnce(shown, "/login", {
      username: "zed@example.com",
      password,
    });

    expect(answer.location).toContain("?code=");
  });
});
