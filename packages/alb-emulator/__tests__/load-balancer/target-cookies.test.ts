import { withoutSessionCookie } from "../../src/load-balancer/session/without-session-cookie.ts";
import { forward, login, model, paths, rule } from "./support/model.ts";
import { received, type Stage, setStage } from "./support/stage.ts";

const rules = [
  rule(1, [paths("/public")], forward),
  rule(2, [paths("/allow")], login({ onUnauthenticatedRequest: "allow" }), forward),
  rule(3, [paths("/tasks")], login({ sessionCookieName: "tasks" }), forward),
];

describe("the Cookie header that a target receives", () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await setStage(model(rules));
    await stage.browser.signIn("/");
  });

  afterEach(() => stage.close());

  const cookieOf = async (target: string) => {
    const { status, body } = await stage.browser.get(target);
    expect(status).toBe(200);
    return received(body).headers.cookie;
  };

  it("is present and empty when the browser has nothing but the session", async () => {
    stage.browser.cookies.delete("AWSALBAuthNonce");
    expect(await cookieOf("/")).toBe("");
  });

  it("contains the other cookies as they were sent, however many shards the session has", async () => {
    const [shard = ""] = [...stage.browser.cookies.keys()].filter((name) => /-0$/.test(name));
    const value = String(stage.browser.cookies.get(shard));
    stage.browser.cookies.clear();
    stage.browser.cookies.set("first", '"a b"');
    stage.browser.cookies.set("AWSELBAuthSessionCookie-0", value.slice(0, 100));
    stage.browser.cookies.set("AWSELBAuthSessionCookie-1", value.slice(100));
    stage.browser.cookies.set("AWSELBAuthSessionCookie-x", "2");

    expect(await cookieOf("/")).toBe('first="a b"; AWSELBAuthSessionCookie-x=2');
  });

  it("lacks the session also where a rule lets everybody pass after authentication", async () => {
    stage.browser.cookies.set("last", "1");
    expect(await cookieOf("/allow")).not.toContain("AWSELBAuthSessionCookie");
    stage.browser.cookies.set("AWSELBAuthSessionCookie-0", "");
    expect(await cookieOf("/allow")).toMatch(/^(AWSALBAuthNonce=\w+; )?last=1$/);
  });

  it("keeps the session cookie of another name, and every one on rules without sign-in", async () => {
    await stage.browser.signIn("/tasks");
    expect(await cookieOf("/")).toMatch(/tasks-0=/);
    expect(await cookieOf("/tasks")).toMatch(/AWSELBAuthSessionCookie-0=/);
    expect(await cookieOf("/tasks")).not.toMatch(/tasks-0=/);
    expect(await cookieOf("/public")).toMatch(/AWSELBAuthSessionCookie-0=.*tasks-0=/);
  });
});

describe(withoutSessionCookie, () => {
  it.each([
    // As captured behind load balancers in AWS.
    ["S-0=x; S-1=y", ""],
    ["AWSALBAuthNonce=n; S-0=x", "AWSALBAuthNonce=n; "],
    ["a=1; S-0=x; b=2", "a=1; b=2"],
    ["S-0=x;S-1=y;b=2", "b=2"],
    ["b=S-0=x; S-4=1; S-01=1; XS-0=1; S-0", "b=S-0=x; S-4=1; S-01=1; XS-0=1; S-0"],
  ])("%s becomes %p", (header, expected) => {
    expect(withoutSessionCookie(header, "S")).toBe(expected);
  });
});
