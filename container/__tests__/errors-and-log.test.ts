import {
  accessPayload,
  dataPayload,
  signAccessToken,
  signDataToken,
  signedInHeaders,
} from "../../packages/alb-auth/__tests__/support/tokens";
import { AppFixture, type HttpAnswer, rawHeaders } from "./support/app";

const app = new AppFixture();
beforeAll(() => app.listen());
afterAll(() => app.close());
beforeEach(() => {
  app.logLines.length = 0;
});

const html = ["Accept", "text/html,application/xhtml+xml,*/*;q=0.8"];
const json = ["Accept", "application/json"];

function signedIn(claims: Record<string, unknown> = {}): string[] {
  const accessToken = signAccessToken({ payload: accessPayload(claims) });
  return rawHeaders(signedInHeaders({ accessToken }));
}

function loggedCodes(): unknown[] {
  return app.logLines.map((line) => JSON.parse(line).code);
}

describe("errors", () => {
  function problem({ text }: HttpAnswer): Record<string, unknown> {
    return JSON.parse(text);
  }

  it("answers API clients with problem+json and people with a page, both with the request id", async () => {
    const api = await app.request("/api/me", { headers: json });
    const page = await app.request("/", { headers: html });

    expect(api.headers["content-type"]).toContain("application/problem+json");
    expect(problem(api)).toEqual({
      type: "about:blank",
      title: "Unauthorized",
      status: 401,
      detail: "Your sign-in could not be verified. Sign in again.",
      requestId: api.headers["x-request-id"],
    });
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.text).toContain(String(page.headers["x-request-id"]));
  });

  it("gives every forged token the same body", async () => {
    const bodies = await Promise.all(
      ["x", signDataToken({ payload: { sub: "a" } })].map(async (data) => {
        const answer = await app.request("/", { headers: rawHeaders(signedInHeaders({ data })) });
        return { ...problem(answer), requestId: "" };
      }),
    );

    expect(bodies[0]).toEqual(bodies[1]);
  });

  it("answers 404 and 405 to a signed-in user", async () => {
    const absent = await app.request("/nothing", { headers: signedIn() });
    const method = await app.request("/api/me", { method: "DELETE", headers: signedIn() });
    const unknown = await app.request("/api/me", { method: "PROPFIND", headers: signedIn() });

    expect([absent.status, method.status, unknown.status]).toEqual([404, 405, 405]);
    expect(method.headers.allow).toBe("HEAD, GET");
    expect(loggedCodes()).toEqual([
      "ERR_NOT_FOUND",
      "ERR_METHOD_NOT_ALLOWED",
      "ERR_METHOD_NOT_ALLOWED",
    ]);
  });
});

describe("the log", () => {
  it("has one line a request, with ids, and no token, cookie, code or e-mail", async () => {
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
    expect(JSON.parse(String(app.logLines[0]))).toMatchObject({
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

  it("names the code and the kid of a refused token", async () => {
    const payload = dataPayload({ exp: 1 });
    await app.request("/", {
      headers: rawHeaders(signedInHeaders({ data: signDataToken({ payload }) })),
    });

    expect(JSON.parse(String(app.logLines[0]))).toMatchObject({
      status: 401,
      code: "ERR_DATA_EXPIRED",
      kid: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("keeps a client's invented trace id out", async () => {
    await app.request("/", { headers: ["X-Amzn-Trace-Id", 'Root=1"},{"level":"fatal'] });

    expect(JSON.parse(String(app.logLines[0])).traceId).toBeUndefined();
  });
});

describe("headers of 60 KiB", () => {
  it("are taken: two sharded sessions and two tokens", async () => {
    const cookies = Array.from({ length: 14 }, (_, i) => ["Cookie", `s-${i}=${"x".repeat(4_000)}`]);

    const answer = await app.request("/api/me", { headers: [...signedIn(), ...cookies.flat()] });

    expect(answer.status).toBe(200);
  });
});
