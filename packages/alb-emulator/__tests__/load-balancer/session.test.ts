import { forward, login, model, paths, rule } from "./support/model.ts";
import { received, type Stage, setStage } from "./support/stage.ts";

const name = "AWSELBAuthSessionCookie";

describe("session of a load balancer", () => {
  let stage: Stage;
  let now = Date.now();

  beforeEach(async () => {
    now = Date.now();
    stage = await setStage(
      model([
        rule(1, [paths("/deny")], login({ onUnauthenticatedRequest: "deny" }), forward),
        rule(2, [paths("/allow")], login({ onUnauthenticatedRequest: "allow" }), forward),
        rule(
          3,
          [paths("/short")],
          login({ sessionCookieName: "short", sessionTimeoutSeconds: 60 }),
          forward,
        ),
        rule(
          4,
          [paths("/scoped")],
          login({ sessionCookieName: "scoped", scope: "openid tasks/read" }),
          forward,
        ),
        rule(5, [paths("/same-name")], login({ scope: "openid tasks/read" }), forward),
        rule(6, [paths("/redirect")], login(), {
          type: "redirect",
          statusCode: 302,
          protocol: "#{protocol}",
          host: "#{host}",
          port: "#{port}",
          path: "/",
          query: "",
        }),
      ]),
      { clock: () => now },
    );
  });

  afterEach(() => stage.close());

  it("redirects requests of every method with 302, which browsers follow with GET", async () => {
    const posted = await stage.browser.get("/form", { method: "POST", body: "a=1" });

    expect(posted.status).toBe(302);
    expect(posted.location).toContain("/oauth2/authorize?");
  });

  it("returns 401 without a session where the rule denies", async () => {
    const { status, location, body } = await stage.browser.get("/deny");

    expect([status, location]).toEqual([401, ""]);
    expect(body).toContain("401 Authorization Required");
    expect((await stage.lastEvent())?.explanation).toMatch(/denies requests without a session/);
  });

  it("redirects to sign-in with an expired session even where the rule denies", async () => {
    stage.cognito.token = () => ({
      status: 200,
      body: stage.cognito.tokens({ refresh_token: undefined }),
    });
    await stage.browser.signIn("/");
    now += 604_801_000;

    expect((await stage.browser.get("/deny")).status).toBe(302);
  });

  it("forwards without claims where the rule allows, and with them once there is a session", async () => {
    const before = received((await stage.browser.get("/allow")).body);
    await stage.browser.signIn("/");
    const after = received((await stage.browser.get("/allow")).body);

    expect(before.headers).not.toHaveProperty("x-amzn-oidc-data");
    expect(after.headers["x-amzn-oidc-identity"]).toBe("user-1");
  });

  it("ends with the rule's session timeout, however long the tokens live", async () => {
    await stage.browser.signIn("/short");
    now += 59_000;
    const within = await stage.browser.get("/short");
    now += 2000;
    const beyond = await stage.browser.get("/short");

    expect([within.status, beyond.status]).toEqual([200, 302]);
  });

  it("gives cookies seven days, whatever the session timeout", async () => {
    const { setCookies } = await stage.browser.signIn("/short");
    const cookie = setCookies.find((text) => text.startsWith("short-0="));
    const expires = /Expires=([^;]+)/.exec(String(cookie))?.[1];

    expect(cookie).toMatch(/; Path=\/; Secure; HttpOnly/);
    expect(Math.round((Date.parse(String(expires)) - now) / 86_400_000)).toBe(7);
  });

  it("keeps a session for each cookie name, and asks Cognito again for the second", async () => {
    await stage.browser.signIn("/");
    const scoped = await stage.browser.get("/scoped");

    expect(scoped.status).toBe(302);
    expect(scoped.location).toContain("scope=openid%20tasks%2Fread");
    await stage.browser.signIn("/scoped");
    expect([...stage.browser.cookies.keys()]).toEqual(["AWSALBAuthNonce", `${name}-0`, "scoped-0"]);
    expect((await stage.browser.get("/scoped")).status).toBe(200);
  });

  it("accepts the session of another rule with the same cookie name, without its scopes", async () => {
    await stage.browser.signIn("/");

    expect((await stage.browser.get("/same-name")).status).toBe(200);
    expect(stage.loadBalancer.warnings).toContainEqual(
      expect.stringMatching(/rule_5 .*share|share session cookie AWSELBAuthSessionCookie/),
    );
  });

  it("refreshes tokens and claims once the access token has expired", async () => {
    await stage.browser.signIn("/");
    stage.cognito.claims = { sub: "user-1", email: "new@example.com" };
    const cookieBefore = stage.browser.cookies.get(`${name}-0`);
    now += 901_000;

    const { status, setCookies, body } = await stage.browser.get("/");

    expect(status).toBe(200);
    expect(stage.cognito.tokenRequests[1]?.form).toEqual({
      grant_type: "refresh_token",
      refresh_token: "refresh-1",
    });
    expect(setCookies[0]).toMatch(new RegExp(`^${name}-0=`));
    expect(stage.browser.cookies.get(`${name}-0`)).not.toBe(cookieBefore);
    const token = String(received(body).headers["x-amzn-oidc-data"]);
    const claims = JSON.parse(Buffer.from(String(token.split(".")[1]), "base64").toString());
    expect(claims.email).toBe("new@example.com");
  });

  it("does not prolong the session by refreshing", async () => {
    await stage.browser.signIn("/short");
    stage.cognito.expiresInSeconds = 10;
    now += 61_000;

    expect((await stage.browser.get("/short")).status).toBe(302);
  });

  it("restarts sign-in when Cognito rejects the refresh token", async () => {
    await stage.browser.signIn("/");
    stage.cognito.token = () => ({ status: 400, body: { error: "invalid_grant" } });
    now += 901_000;

    expect((await stage.browser.get("/")).status).toBe(302);
    expect((await stage.browser.get("/deny")).status).toBe(302);
  });

  it("keeps a session without refresh token until its timeout", async () => {
    stage.cognito.token = () => ({
      status: 200,
      body: stage.cognito.tokens({ refresh_token: undefined }),
    });
    await stage.browser.signIn("/");
    now += 86_400_000;

    expect((await stage.browser.get("/")).status).toBe(200);
    expect(stage.cognito.tokenRequests).toHaveLength(1);
  });

  it("accepts a copied cookie after the browser has deleted its own, until the session ends", async () => {
    await stage.browser.signIn("/short");
    const copied = new Map(stage.browser.cookies);
    stage.browser.cookies.clear();
    expect((await stage.browser.get("/short")).status).toBe(302);

    for (const [cookie, value] of copied) stage.browser.cookies.set(cookie, value);
    expect((await stage.browser.get("/short")).status).toBe(200);
    now += 61_000;
    expect((await stage.browser.get("/short")).status).toBe(302);
  });

  it("sends the refreshed session's cookies with a rule's redirect as well", async () => {
    await stage.browser.signIn("/");
    now += 901_000;
    const { status, setCookies } = await stage.browser.get("/redirect");

    expect(status).toBe(302);
    expect(setCookies[0]).toMatch(new RegExp(`^${name}-0=`));
  });
});
