import { page } from "../support/visitor.ts";
import {
  authorizeUrl,
  client,
  exchangeCode,
  password,
  refresh,
  requestUserInfo,
  signInAt,
  useUserPool,
} from "./support.ts";

let aheadSeconds = 0;
const pool = useUserPool(
  { email: "zed@example.com", name: "Zed" },
  {},
  () => Date.now() + aheadSeconds * 1000,
);

beforeEach(() => {
  aheadSeconds = 0;
});

const signIn = () => signInAt(authorizeUrl(pool().base), "zed@example.com");

describe("lifetimes", () => {
  it("end the hosted UI's session an hour after sign-in, however often it is used", async () => {
    const { visitor } = await signIn();

    aheadSeconds = 50 * 60;
    const used = await visitor.send(authorizeUrl(pool().base));
    aheadSeconds = 61 * 60;
    const late = await visitor.send(authorizeUrl(pool().base));

    expect(used.location).toContain("?code=");
    expect(new URL(late.location ?? "").pathname).toBe("/login");
  });

  it("end an authorization code after 5 minutes", async () => {
    const { code } = await signIn();

    aheadSeconds = 301;

    expect((await exchangeCode(pool(), code)).body).toEqual({ error: "invalid_grant" });
    expect(pool().events.at(-1)?.explanation).toContain("unknown or expired");
  });

  it("of access tokens are the app client's", async () => {
    const { code } = await signIn();
    const { body } = await exchangeCode(pool(), code);

    aheadSeconds = client.accessTokenLifetimeSeconds - 5;
    const before = await requestUserInfo(pool(), body.access_token);
    aheadSeconds = client.accessTokenLifetimeSeconds + 1;
    const after = await requestUserInfo(pool(), body.access_token);

    expect([before.status, after.status]).toEqual([200, 401]);
  });

  it("of refresh tokens are the app client's, counted from sign-in", async () => {
    const { code } = await signIn();
    const { body } = await exchangeCode(pool(), code);

    aheadSeconds = client.refreshTokenLifetimeSeconds - 5;
    const before = await refresh(pool(), body.refresh_token);
    aheadSeconds = client.refreshTokenLifetimeSeconds + 1;
    const after = await refresh(pool(), body.refresh_token);

    expect(before.status).toBe(200);
    expect(after.body).toEqual({ error: "invalid_grant" });
  });

  it("leave the sign-in page usable for as long as the user takes", async () => {
    const { visitor } = await signIn();
    const shown = page(await visitor.visit(authorizeUrl(pool().base, { prompt: "login" })));

    aheadSeconds = 14 * 60;
    const response = await visitor.submitOnce(shown, "/login", {
      username: "zed@example.com",
      password,
    });

    expect(response.location).toContain("?code=");
  });
});
