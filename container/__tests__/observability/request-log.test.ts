import {
  dataPayload,
  rawHeaders,
  signDataToken,
  signedInHeaders,
} from "../../../packages/alb-auth/__tests__/support/tokens";
import { AppFixture } from "../support/app";

const app = new AppFixture();
beforeAll(() => app.listen());
afterAll(() => app.close());
beforeEach(() => {
  app.logLines.length = 0;
});

describe("the log", () => {
  it("has one line per request, with ids, without token, cookie, code or e-mail", async () => {
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

  it("leaves out a trace id that is not one", async () => {
    await app.request("/", { headers: ["X-Amzn-Trace-Id", 'Root=1"},{"level":"fatal'] });

    expect(app.log[0]?.traceId).toBeUndefined();
  });
});
