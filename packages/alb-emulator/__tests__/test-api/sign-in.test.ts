import { CookieJar } from "tough-cookie";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import { synthesizedStacks } from "../../src/sources/synthesized-stacks.ts";
import { createAlbEmulator } from "../../src/test-api/create-alb-emulator.ts";
import { EmulatorFixture } from "../support/emulator-fixture.ts";
import { sendRequest } from "../support/send-request.ts";
import { payloadOf, received, useEmulator } from "./support.ts";

const used = useEmulator();

describe("signIn", () => {
  it("takes less than a second", async () => {
    await used.emulator.signIn("anna@example.com", used.tasks);
    const started = performance.now();
    await used.emulator.signIn("anna@example.com", used.tasks);

    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("sends requests as the user", async () => {
    const anna = await used.emulator.signIn("anna@example.com", used.tasks);
    const headers = await received(await anna.fetch("/hello"));

    expect(payloadOf(headers["x-amzn-oidc-data"])).toMatchObject({ email: "anna@example.com" });
    expect(payloadOf(headers["x-amzn-oidc-accesstoken"])).toMatchObject({
      "cognito:groups": ["admins"],
    });
  });

  it("sends method, body and headers", async () => {
    const anna = await used.emulator.signIn("anna@example.com", used.tasks);
    const headers = await received(
      await anna.fetch("/hello", {
        method: "POST",
        body: new URLSearchParams({ a: "1" }),
        headers: { "x-test": "yes" },
      }),
    );

    expect(headers).toMatchObject({
      method: "POST",
      "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
      "content-length": "3",
      "x-test": "yes",
    });
  });

  it("asks silently for the scopes of another page", async () => {
    const anna = await used.emulator.signIn("anna@example.com", used.tasks);
    const before = anna.cookies.map(({ name }) => name);

    const response = await anna.fetch("/tasks");
    const { "x-amzn-oidc-accesstoken": token } = await received(response);

    expect(response.url).toBe(`${used.tasks}/tasks`);
    expect(payloadOf(token).scope).toContain("tasks/read");
    expect(anna.cookies.map(({ name }) => name)).toEqual(expect.arrayContaining(before));
    expect(anna.cookies.length).toBeGreaterThan(before.length);
  });

  it("gives other HTTP clients its headers", async () => {
    const anna = await used.emulator.signIn("anna@example.com", used.tasks);
    const { port } = new URL(anna.loopbackUrl);

    const { status } = await sendRequest({
      port: Number(port),
      path: "/hello",
      headers: anna.headers("/hello"),
    });

    expect(status).toBe(200);
  });

  it("gives cookies to a jar of tough-cookie", async () => {
    const anna = await used.emulator.signIn("anna@example.com", used.tasks);
    const jar = new CookieJar();
    const { hostname } = new URL(anna.origin);
    for (const { name, value, path } of anna.cookies.filter(({ domain }) => domain === hostname)) {
      await jar.setCookie(`${name}=${value}; Path=${path}; Secure; HttpOnly`, anna.origin);
    }

    expect(await jar.getCookieString(anna.origin)).toBe(anna.cookieHeader());
  });

  it("signs in somebody with a password of their own", async () => {
    const user = { login: "zoe@example.com", password: "Another-Password-7" };
    expect((await used.emulator.signIn(user, used.tasks)).cookies).not.toEqual([]);
  });

  it.each([
    [
      "an unknown user",
      "amy@example.com",
      "/",
      /user pool example has no such user with a known password\. Use one of: anna@example\.com, zoe/,
    ],
    [
      "a wrong password",
      { login: "zoe@example.com", password: "x" },
      "/",
      /Sign-in failed: wrong user name or password/,
    ],
    ["a disabled user", "max@example.com", "/", /Sign-in failed: the user is disabled/],
    [
      "a public page",
      "anna@example.com",
      "/public/hello",
      /has status 200 and no redirect, so the page asks nobody to sign in/,
    ],
  ] as const)("says what is wrong for %s", async (_, user, page, message) => {
    const signingIn = used.emulator.signIn(user, `${used.tasks}${page}`);

    await expect(signingIn).rejects.toThrow(EmulatorError);
    await expect(signingIn).rejects.toThrow(message);
  });

  it("needs an address where several applications are served", async () => {
    await expect(used.emulator.signIn("anna@example.com", "/tasks")).rejects.toThrow(
      /\/tasks is a path, and several applications are served\. Use an address below one of: http/,
    );
  });

  it.each([
    [
      "a callback URL that is not registered",
      "oauth2/idpresponse",
      "oauth2/idp",
      /is not a callback URL of app client example-tasks/,
    ],
    [
      "a scope that the app client does not allow",
      '"tasks/read"',
      '"tasks/delete"',
      /[Ss]cope tasks\/read/,
    ],
  ])("says what is wrong with %s", async (_, text, changed, message) => {
    const fixture = new EmulatorFixture();
    fixture.editStack("tasks", (stack) => {
      const client = /"allowed_oauth_scopes": \[[^\]]*\]|"callback_urls": \[[^\]]*\]/g;
      return stack.replace(client, (list) => list.replaceAll(text, changed));
    });
    const other = await createAlbEmulator({ source: synthesizedStacks(fixture.stacks) });

    await expect(other.signIn("anna@example.com", `${other.urls.tasks}/tasks`)).rejects.toThrow(
      message,
    );
    await other.close();
    await fixture.close();
  });
});
