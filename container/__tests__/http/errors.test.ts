import {
  rawHeaders,
  signDataToken,
  signedInHeaders,
} from "../../../packages/alb-auth/__tests__/support/tokens";
import { AppFixture, acceptJson, acceptPage, type HttpResponse, signedIn } from "../support/app";

const app = new AppFixture();
beforeAll(() => app.listen());
afterAll(() => app.close());
beforeEach(() => {
  app.logLines.length = 0;
});

describe("errors", () => {
  function problem({ text }: HttpResponse): Record<string, unknown> {
    return JSON.parse(text);
  }

  it("are problem+json for API clients and a page for people, both with the request id", async () => {
    const api = await app.request("/api/me", { headers: acceptJson });
    const page = await app.request("/", { headers: acceptPage });

    expect(api.headers["content-type"]).toContain("application/problem+json");
    expect(problem(api)).toEqual({
      type: "about:blank",
      title: "Unauthorized",
      status: 401,
      detail: "This requires a sign-in.",
      requestId: api.headers["x-request-id"],
    });
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.text).toContain(String(page.headers["x-request-id"]));
  });

  it("have the same body for every forged token", async () => {
    const bodies = await Promise.all(
      ["x", signDataToken({ payload: { sub: "a" } })].map(async (data) => {
        const response = await app.request("/", { headers: rawHeaders(signedInHeaders({ data })) });
        return { ...problem(response), requestId: "" };
      }),
    );

    expect(bodies[0]).toEqual(bodies[1]);
  });

  it("are 404 and 405 for a signed-in user", async () => {
    const absent = await app.request("/nothing", { headers: signedIn() });
    const method = await app.request("/api/me", { method: "DELETE", headers: signedIn() });
    const unknown = await app.request("/api/me", { method: "PROPFIND", headers: signedIn() });

    expect([absent.status, method.status, unknown.status]).toEqual([404, 405, 405]);
    expect(method.headers.allow).toBe("HEAD, GET");
    expect(app.log.map(({ code }) => code)).toEqual([
      "ERR_NOT_FOUND",
      "ERR_METHOD_NOT_ALLOWED",
      "ERR_METHOD_NOT_ALLOWED",
    ]);
  });
});

describe("error pages", () => {
  const failing = new AppFixture();
  beforeAll(() => failing.listen());
  afterAll(() => failing.close());

  it.each([
    [401, "This page is for people who are signed in.", "/tasks", []],
    [401, "Signing in again usually helps.", "/tasks", rawHeaders(signedInHeaders({ data: "x" }))],
    [403, "You don’t have access to this page", "/admin", signedIn()],
    [403, "has no permission for this page", "/tasks", signedIn({ scope: "openid" })],
    [404, "There is no page at <b>/taks</b>.", "/taks", signedIn()],
  ])("say what happened: %i, %s", async (status, sentence, path, headers) => {
    const response = await app.request(path, { headers: [...headers, ...acceptPage] });

    expect(response.status).toBe(status);
    expect(response.text).toContain(sentence);
  });

  it("offer a stranger to sign in, and not to sign out", async () => {
    const { text } = await app.request("/", { headers: acceptPage });

    expect(text).toContain('<a class="button" href="/">Sign in</a>');
    expect(text).not.toMatch(/sign out|action="\/logout"/i);
  });

  it("name the user, and who can help: 403", async () => {
    const { text } = await app.request("/admin", { headers: [...signedIn(), ...acceptPage] });

    expect(text).toContain("the group <b>admins</b>");
    expect(text).toContain("signed in as <b>ada@example.com</b>");
    expect(text).toContain("An administrator can add you.");
    expect(text).toContain('action="/logout"');
  });

  it("shorten a path that nobody could read", async () => {
    const { text } = await app.request(`/${"x".repeat(9_000)}`, {
      headers: [...signedIn(), ...acceptPage],
    });

    expect(text).toContain(`<b>/${"x".repeat(79)}…</b>`);
    expect(text).not.toContain("x".repeat(100));
  });

  it("say that keys are unavailable: 503", async () => {
    failing.fixture.endpoints.publicKeyFailure = { status: 500, text: "" };

    const response = await failing.request("/", { headers: [...signedIn(), ...acceptPage] });

    expect(response).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
    expect(response.text).toContain("Sign-in is not available right now");
    expect(response.text).not.toContain(">Sign in</a>");
  });
});

describe("headers of 60 KiB", () => {
  it("are accepted: two sharded sessions and two tokens", async () => {
    const cookies = Array.from({ length: 14 }, (_, i) => ["Cookie", `s-${i}=${"x".repeat(4_000)}`]);

    const response = await app.request("/api/me", { headers: [...signedIn(), ...cookies.flat()] });

    expect(response.status).toBe(200);
  });
});
