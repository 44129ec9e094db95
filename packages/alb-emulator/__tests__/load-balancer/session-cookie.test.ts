import { jwt } from "./support/fake-cognito.ts";
import { model } from "./support/model.ts";
import { type Stage, setStage } from "./support/stage.ts";

const name = "AWSELBAuthSessionCookie";

describe("session cookie", () => {
  let stage: Stage;
  let now = Date.now();

  beforeEach(async () => {
    now = Date.now();
    stage = await setStage(model(), { clock: () => now });
  });

  afterEach(() => stage.close());

  describe("in shards", () => {
    const bigClaims = (bytes: number) => ({ sub: "user-1", note: "x".repeat(bytes) });

    it("splits a long session into cookies under 4 KB each", async () => {
      stage.cognito.claims = bigClaims(8000);
      const { setCookies } = await stage.browser.signIn("/");
      const shards = setCookies.filter((text) => text.startsWith(name));

      expect(shards.map((text) => text.slice(0, text.indexOf("=")))).toEqual([
        `${name}-0`,
        `${name}-1`,
        `${name}-2`,
      ]);
      for (const text of shards) {
        const [pair = ""] = text.split(";");
        expect(pair.length).toBeLessThanOrEqual(4096);
        expect(pair.slice(pair.indexOf("=") + 1)).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
      }
      expect((await stage.browser.get("/")).status).toBe(200);
    });

    it("deletes the shards that a longer session left behind", async () => {
      stage.cognito.claims = bigClaims(8000);
      await stage.browser.signIn("/");
      stage.cognito.claims = bigClaims(10);
      now += 901_000;
      await stage.browser.get("/");

      expect([...stage.browser.cookies.keys()]).toEqual(["AWSALBAuthNonce", `${name}-0`]);
      expect((await stage.browser.get("/")).status).toBe(200);
    });

    it("returns 500 when claims and access token exceed 11 KB", async () => {
      stage.cognito.claims = bigClaims(11 * 1024);
      const { status } = await stage.browser.signIn("/");

      expect(status).toBe(500);
      expect((await stage.lastEvent(2))?.errorReason).toBe("AuthUserinfoResponseSizeExceeded");
    });

    it("counts the access token as well", async () => {
      stage.cognito.claims = bigClaims(6000);
      const access_token = jwt({ sub: "user-1", groups: "y".repeat(6000) });
      stage.cognito.token = () => ({ status: 200, body: stage.cognito.tokens({ access_token }) });

      expect((await stage.browser.signIn("/")).status).toBe(500);
    });

    it("fits a session at the limit into four shards", async () => {
      stage.cognito.claims = bigClaims(10_900);

      expect((await stage.browser.signIn("/")).status).toBe(302);
      expect((await stage.browser.get("/")).status).toBe(200);
    });
  });

  describe("that was tampered with", () => {
    beforeEach(async () => {
      stage.cognito.claims = { sub: "user-1", note: "x".repeat(4000) };
      await stage.browser.signIn("/");
    });

    const change = (value: string, index: number) =>
      value.slice(0, index) + (value[index] === "A" ? "B" : "A") + value.slice(index + 1);

    it.each([
      ["one character of the first shard changed", `${name}-0`, (v: string) => change(v, 100)],
      ["one character of the second shard changed", `${name}-1`, (v: string) => change(v, 5)],
      ["the second shard cut", `${name}-1`, (v: string) => v.slice(0, -4)],
      ["a shard percent-encoded", `${name}-0`, (v: string) => encodeURIComponent(v)],
      ["something else in its place", `${name}-0`, () => "hello"],
    ])("is rejected with 401: %s", async (_, cookie, tamper) => {
      stage.browser.cookies.set(cookie, tamper(String(stage.browser.cookies.get(cookie))));
      const { status } = await stage.browser.get("/");

      expect(status).toBe(401);
      expect((await stage.lastEvent(3))?.errorReason).toBe("AuthInvalidCookie");
    });

    it("is rejected with 401 when the second shard is missing", async () => {
      stage.browser.cookies.delete(`${name}-1`);

      expect((await stage.browser.get("/")).status).toBe(401);
    });

    it("is rejected with 401 when the shards are swapped", async () => {
      const [first, second] = [0, 1].map((n) => String(stage.browser.cookies.get(`${name}-${n}`)));
      stage.browser.cookies.set(`${name}-0`, String(second));
      stage.browser.cookies.set(`${name}-1`, String(first));

      expect((await stage.browser.get("/")).status).not.toBe(200);
    });

    it("counts as expired when a load balancer before the restart created it", async () => {
      const later = await setStage(model());
      for (const [key, value] of stage.browser.cookies) later.browser.cookies.set(key, value);

      expect((await later.browser.get("/")).status).toBe(302);
      await later.close();
    });

    it("is accepted after a restart that keeps the session key", async () => {
      const sessionKey = Buffer.alloc(32, 7);
      const one = await setStage(model(), { sessionKey });
      await one.browser.signIn("/");
      await one.close();
      const two = await setStage(model(), { sessionKey });
      for (const [key, value] of one.browser.cookies) two.browser.cookies.set(key, value);

      expect((await two.browser.get("/")).status).toBe(200);
      await two.close();
    });
  });
});
