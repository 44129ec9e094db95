import {
  accessPayload,
  rawHeaders,
  signAccessToken,
  signedInHeaders,
} from "../../../packages/alb-auth/__tests__/support/tokens";
import { AppFixture, acceptPage, type HttpResponse } from "../support/app";
import { FakeUserPoolApi } from "../support/fake-user-pool-api";

const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const accessToken = signAccessToken({
  payload: accessPayload({ scope: "openid aws.cognito.signin.user.admin" }),
});
const user = [...rawHeaders(signedInHeaders({ accessToken })), ...acceptPage];

const api = new FakeUserPoolApi();
let app: AppFixture;

beforeAll(async () => {
  app = new AppFixture({ COGNITO_API_URL: await api.listen(), DEMO_PAGES: "second-factor" });
  await app.listen();
});
afterAll(async () => {
  await app.close();
  await api.close();
});
beforeEach(() => {
  api.calls.length = 0;
  app.logLines.length = 0;
  api.responses = {
    GetUser: { body: { Username: "ada" } },
    AssociateSoftwareToken: { body: { SecretCode: secret } },
    VerifySoftwareToken: { body: { Status: "SUCCESS" } },
  };
});

const show = (query = "") => app.request(`/second-factor${query}`, { headers: user });

function post(
  fields: Record<string, string>,
  headers: readonly string[] = [],
): Promise<HttpResponse> {
  return app.request("/second-factor", {
    method: "POST",
    headers: [...user, "Content-Type", "application/x-www-form-urlencoded", ...headers],
    body: new URLSearchParams(fields).toString(),
  });
}

const fails = (operation: string, __type: string, status = 400) => {
  api.responses = { ...api.responses, [operation]: { status, body: { __type, message: "x" } } };
};

describe("GET /second-factor", () => {
  it("asks Cognito with the user's own access token, and offers to set up an app", async () => {
    const { status, text } = await show();

    expect(status).toBe(200);
    expect(text).toContain("Set up an authenticator app");
    expect(text).not.toContain("Turn off");
    expect(api.calls).toEqual([{ operation: "GetUser", input: { AccessToken: accessToken } }]);
  });

  it("offers to turn off what is on", async () => {
    api.responses = { GetUser: { body: { UserMFASettingList: ["SOFTWARE_TOKEN_MFA"] } } };

    const { text } = await show("?changed=on");

    expect(text).toContain("Each sign-in asks for a code.");
    expect(text).toContain("Your authenticator app is set up.");
    expect(text).toContain('value="turn-off"');
  });

  it("says of a change only what is true", async () => {
    expect((await show("?changed=on")).text).not.toContain("is set up.");
    expect((await show("?changed=off")).text).toContain("The second factor is off.");
  });

  it("rejects sessions without the scope, and says which one is missing", async () => {
    const plain = rawHeaders(signedInHeaders());

    const { status, headers } = await app.request("/second-factor", { headers: plain });

    expect(status).toBe(403);
    expect(headers["www-authenticate"]).toContain('scope="aws.cognito.signin.user.admin"');
    expect(api.calls).toEqual([]);
  });
});

describe("POST /second-factor", () => {
  it("shows the key of a new app as a QR code and as text", async () => {
    const { status, headers, text } = await post({ action: "set-up" });

    expect(status).toBe(200);
    expect(text).toMatch(/<svg viewBox="0 0 (\d+) \1" role="img"[^>]*><path fill="#000" d="M0 0h1/);
    expect(text).toContain("JBSW Y3DP EHPK 3PXP");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["content-security-policy"]).not.toContain("unsafe");
  });

  it("verifies the first code, and then has it asked for", async () => {
    const { status, headers } = await post({ action: "confirm", secret, code: "123 456" });

    expect([status, headers.location]).toEqual([303, "/second-factor?changed=on"]);
    expect(api.calls).toEqual([
      {
        operation: "VerifySoftwareToken",
        input: { AccessToken: accessToken, UserCode: "123456" },
      },
      {
        operation: "SetUserMFAPreference",
        input: {
          AccessToken: accessToken,
          SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
        },
      },
    ]);
  });

  it.each(["EnableSoftwareTokenMFAException", "CodeMismatchException"])(
    "shows the same key again after a wrong code: %s",
    async (name) => {
      fails("VerifySoftwareToken", name);

      const { status, text } = await post({ action: "confirm", secret, code: "000000" });

      expect(status).toBe(422);
      expect(text).toContain("This code is not correct.");
      expect(text).toContain(`name="secret" value="${secret}"`);
      expect(api.calls).toHaveLength(1);
    },
  );

  it("turns it off", async () => {
    const { status, headers } = await post({ action: "turn-off" });

    expect([status, headers.location]).toEqual([303, "/second-factor?changed=off"]);
    expect(api.calls[0]?.input.SoftwareTokenMfaSettings).toEqual({
      Enabled: false,
      PreferredMfa: false,
    });
  });

  it.each([
    [{ action: "delete" }, "“action” must be"],
    [{ action: "confirm", secret, code: "12345" }, "“code” must be the 6 digits"],
    [{ action: "confirm", secret: '"><script>', code: "123456" }, "“secret” must be the key"],
  ])("rejects %j before it asks Cognito", async (fields: Record<string, string>, message) => {
    const { status, text } = await post(fields);

    expect(status).toBe(400);
    expect(text).toContain(message);
    expect(api.calls).toEqual([]);
  });

  it("rejects a form of another site", async () => {
    const { status } = await post({ action: "turn-off" }, ["Origin", "https://evil.example"]);

    expect(status).toBe(403);
    expect(api.calls).toEqual([]);
  });
});

describe("an error of Cognito's API", () => {
  it.each([
    [
      "NotAuthorizedException",
      400,
      403,
      "Sign out, and sign in again.",
      "ERR_COGNITO_TOKEN_REJECTED",
    ],
    ["SoftwareTokenMFANotFoundException", 400, 409, "no second factor", "ERR_SECOND_FACTOR_OFF"],
    ["TooManyRequestsException", 400, 429, "too many attempts", "ERR_COGNITO_BUSY"],
    ["InternalErrorException", 500, 502, "at the moment", "ERR_COGNITO_UNAVAILABLE"],
  ])("%s says what to do", async (name, apiStatus, status, part, code) => {
    fails("AssociateSoftwareToken", name, apiStatus);

    const response = await post({ action: "set-up" });

    expect(response.status).toBe(status);
    expect(response.text).toContain(part);
    expect(app.log.map((line) => line.code)).toContain(code);
    expect(JSON.stringify(app.log)).not.toContain(accessToken.slice(-40));
  });

  it("is logged with its cause when the response is no API's", async () => {
    api.responses = { GetUser: { body: "<html>proxy</html>" } };

    expect((await show()).status).toBe(502);
    expect(JSON.stringify(app.log)).toContain("SyntaxError");
  });
});

describe("the link to the page", () => {
  it("is there with DEMO_PAGES only", async () => {
    const other = new AppFixture();
    await other.listen();
    const without = await other.request("/", { headers: user });
    await other.close();

    expect((await app.request("/", { headers: user })).text).toContain('href="/second-factor"');
    expect(without.text).not.toContain('href="/second-factor"');
  });
});
