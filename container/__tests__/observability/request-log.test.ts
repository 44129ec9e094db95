import {
  dataPayload,
  rawHeaders,
  signDataToken,
  signedInHeaders,
} from "../../../packages/alb-auth/__tests__/support/tokens";
import { AppFixture, signedIn } from "../support/app";

const app = new AppFixture();
beforeAll(() => app.listen());
afterAll(() => app.close());
beforeEach(() => {
  app.logLines.length = 0;
});

describe("the log", () => {
  it("has one line per request, with ids, without token, cookie, code or email", async () => {
    const headers = signedInHeaders();

    await app.request("/api/me?code=SECRETCODE", {
      headers: [
        ...rawHeaders(headers),
        ...["Cookie", "AWSELBAuthSessionCookie-0=SECRETCOOKIE"],
        ...["X-Amzn-Trace-Id", "Root=1-67891233-abcdef012345678912345678"],
        ...["X-Forwarded-For", "6.6.6.6, 203.0.113.9"],
      ],
    });

    expect(app.logLines).toHaveLength(1);
    expect(app.log[0]).toMatchObject({
      level: "info",
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      traceId: "Root=1-67891233-abcdef012345678912345678",
      clientAddress: "203.0.113.9",
      method: "GET",
      path: "/api/me",
      status: 200,
      subject: expect.any(String),
    });
    for (const secret of ["SECRET", "ada@", headers.data, headers.accessToken, "eyJ"]) {
      expect(app.logLines[0]).not.toContain(secret);
    }
  });

  it("has the code and the kid of a rejected token", async () => {
    const payload = dataPayload({ exp: 1 });
    await app.request("/", {
      headers: rawHeaders(signedInHeaders({ data: signDataToken({ payload }) })),
    });

    expect(app.log[0]).toMatchObject({
      status: 401,
      code: "ERR_DATA_EXPIRED",
      kid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it.each([
    ["Root=1-67891233-abcdef012345678912345678", "Root=1-67891233-abcdef012345678912345678"],
    [
      "Self=1-67891234-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678;CalledFrom=app",
      "Root=1-67891233-abcdef012345678912345678",
    ],
    ['Root=1"},{"level":"fatal', undefined],
    [`Root=1-67891233-${"a".repeat(5_000)}`, undefined],
    ["Parent=Root=1-67891233-abcdef012345678912345678", undefined],
  ])("has the root of the trace id %s", async (header, traceId) => {
    await app.request("/", { headers: ["X-Amzn-Trace-Id", header] });

    expect(app.log[0]?.traceId).toBe(traceId);
  });

  it.each([
    ["/tasks/anna@example.com", signedIn(), "/tasks/:id"],
    ["/tasks/anna@example.com", [], "/tasks/*"],
    ["/api/me", [], "/api/me"],
    ["/", [], "/"],
    ["/wp-login.php", [], "/wp-login.php"],
    ["/oauth2/idpresponse", [], "/oauth2/idpresponse"],
    ["/.well-known/security.txt", [], "/.well-known/security.txt"],
    ["/invite/anna@example.com/eyJhbGciOiJIUzI1NiJ9.e30.x", [], "/invite/*/*"],
    ["/invite/anna%40example.com", [], "/invite/*"],
    ["/verify/483920", [], "/verify/*"],
    ["/users/6f9619ff-8b86-d011-b42d-00c04fc964ff/", [], "/users/*/"],
    [`/${"x".repeat(60_000)}`, [], "/*"],
    [`/a${"/a".repeat(20_000)}`, [], "/a/a/a/a/a/a/a/…"],
  ])("has the route or the plain words of %p", async (path, headers, logged) => {
    await app.request(path, { headers });

    expect(app.log[0]?.path).toBe(logged);
    expect(app.logLines[0]?.length).toBeLessThan(600);
  });

  it.each([
    ["6.6.6.6, 203.0.113.9", "203.0.113.9"],
    ["203.0.113.9:4711", "203.0.113.9:4711"],
    ["2001:db8::1", "2001:db8::1"],
    [`203.0.113.9, anna@example.com`, "127.0.0.1"],
    ["x".repeat(40_000), "127.0.0.1"],
  ])("has the address that the load balancer appended: %p", async (header, address) => {
    await app.request("/", { headers: ["X-Forwarded-For", header] });

    expect(app.log[0]?.clientAddress).toBe(address);
  });
});
