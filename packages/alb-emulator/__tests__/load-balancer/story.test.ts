import { signInIdOf } from "../../src/model/sign-in-id.ts";
import { stateOf } from "./support/browser.ts";
import { fixed, forward, login, model, paths, rule } from "./support/model.ts";
import { type Stage, setStage } from "./support/stage.ts";

const secret = "Bearer a.client's.token";

describe("what the events of a sign-in say", () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await setStage(
      model([rule(100, [paths("/public", "/public/*")], forward), rule(200, [paths("/x")], fixed)]),
      {
        target: (_request, response) => {
          response.setHeader("X-Powered-By", "test");
          response.setHeader("Set-Cookie", ["theme=dark", "old=; Max-Age=0"]);
          response.end("hello");
        },
      },
    );
  });

  afterEach(() => stage.close());

  it("joins its requests: by state until the session exists, then by the session", async () => {
    stage.cognito.claims = { ...stage.cognito.claims, email: "anna@example.com" };
    const redirect = await stage.browser.get("/a");
    await stage.browser.get(`/oauth2/idpresponse?code=c1&state=${stateOf(redirect)}`);
    await stage.browser.get("/a");
    await stage.lastEvent(3);

    const [start, callback, page] = stage.events;
    expect(start?.signIn).toBe(signInIdOf(decodeURIComponent(stateOf(redirect))));
    expect(callback?.signIn).toBe(start?.signIn);
    expect(callback?.session).toMatchObject({ state: "created", user: "anna@example.com" });
    expect(page?.session).toMatchObject({ state: "valid", user: "anna@example.com" });
    expect(page?.session?.id).toBe(callback?.session?.id);
    expect(page?.session?.id).toMatch(/^[\w-]{16}$/);
  });

  it("tells two sign-ins apart", async () => {
    await stage.browser.get("/a");
    await stage.browser.get("/a");
    await stage.lastEvent(2);

    const [one, other] = stage.events;
    expect(one?.signIn).not.toBe(other?.signIn);
  });

  it("names a callback's sign-in although its state is not from here", async () => {
    await stage.browser.get("/oauth2/idpresponse?code=c1&state=elsewhere");

    expect((await stage.lastEvent())?.signIn).toBe(signInIdOf("elsewhere"));
  });

  it("has the headers both ways, and cookies by name and size only", async () => {
    await stage.browser.signIn("/a");
    const cookies = [...stage.browser.cookies.values()];
    await stage.browser.get("/a", {
      headers: { authorization: secret, "x-note": "n".repeat(3000) },
    });

    const event = await stage.lastEvent(3);
    const text = JSON.stringify([event?.request.headers, event?.response]);
    expect(event?.request.cookies).toEqual([
      { name: "AWSALBAuthNonce", sizeBytes: 31, isRemoved: false },
      { name: "AWSELBAuthSessionCookie-0", sizeBytes: expect.any(Number), isRemoved: false },
    ]);
    expect(event?.request.cookies[1]?.sizeBytes).toBeGreaterThan(300);
    expect(event?.response.headers).toContainEqual({ name: "x-powered-by", value: "test" });
    expect(event?.response.cookies).toEqual([
      { name: "theme", sizeBytes: 9, isRemoved: false },
      { name: "old", sizeBytes: 3, isRemoved: true },
    ]);
    expect(text).toContain("(hidden, 23 characters)");
    expect(text).toContain("… (3000 characters)");
    expect(text).not.toContain(secret);
    for (const cookie of cookies) expect(text).not.toContain(cookie);
  });

  it("says what the matched rule says, and which rules were not evaluated", async () => {
    await stage.browser.get("/public/a");

    expect(await stage.lastEvent()).toMatchObject({
      matchedRule: {
        when: ["path is /public or /public/*"],
        access: "public",
        action: "forward to web",
      },
      rulesNotEvaluated: [{ priority: 200 }, { priority: "default" }],
    });
  });

  it.each([
    ["authenticate", "sign in, with openid"],
    ["deny", "signed-in users only, with openid; 401 for others"],
    ["allow", "everybody; signed-in users with openid"],
  ] as const)("describes access %s as: %s", async (onUnauthenticatedRequest, access) => {
    const own = await setStage(
      model([], { defaultRule: rule("default", [], login({ onUnauthenticatedRequest }), forward) }),
    );
    await own.browser.get("/");
    const event = await own.lastEvent();
    await own.close();

    expect(event?.matchedRule).toEqual({ when: [], access, action: "forward to web" });
  });
});
