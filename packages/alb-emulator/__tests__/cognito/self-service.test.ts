import { totpCode } from "../../src/cognito/users/totp.ts";
import { page, Visitor } from "../support/visitor.ts";
import {
  authorizeUrl,
  client,
  exchangeCode,
  password,
  refresh,
  signInAt,
  type TestPool,
  useUserPool,
} from "./support.ts";

const scope = "aws.cognito.signin.user.admin";
const selfServiceClient = {
  ...client,
  allowedOAuthScopes: [...client.allowedOAuthScopes, scope],
};

async function call(pool: TestPool, operation: string, input: object | string) {
  const response = await fetch(pool.apiUrl, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: typeof input === "string" ? input : JSON.stringify(input),
  });
  return {
    status: response.status,
    errorType: response.headers.get("x-amzn-errortype"),
    body: (await response.json()) as Record<string, string>,
  };
}

async function tokensOf(pool: TestPool, login: string, scopes = `openid email ${scope}`) {
  const { code } = await signInAt(authorizeUrl(pool.base, { scope: scopes }), login);
  return (await exchangeCode(pool, code)).body;
}

describe("Cognito's API for users", () => {
  let nowMs = Date.parse("2026-11-30T12:00:00Z");
  const pool = useUserPool(
    { email: "dora@example.com" },
    { mfa: "OPTIONAL", secondFactors: ["software-token"], clients: [selfServiceClient] },
    () => nowMs,
  );
  const createUser = (email: string) => pool().users.create({ email, password });

  /** Sets up an authenticator app, and turns it on. */
  async function enrol(token: string): Promise<string> {
    const { body } = await call(pool(), "AssociateSoftwareToken", { AccessToken: token });
    const secret = String(body.SecretCode);
    const UserCode = totpCode(secret, nowMs);
    await call(pool(), "VerifySoftwareToken", { AccessToken: token, UserCode });
    await call(pool(), "SetUserMFAPreference", {
      AccessToken: token,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    });
    return secret;
  }

  it("reads the user, without a second factor at first", async () => {
    const { access_token } = await tokensOf(pool(), "dora@example.com");

    const { status, body } = await call(pool(), "GetUser", { AccessToken: access_token });

    const user = pool().users.findByLogin("dora@example.com");
    expect(status).toBe(200);
    expect(body).toEqual({
      Username: user?.username,
      UserAttributes: [
        { Name: "sub", Value: user?.sub },
        { Name: "email", Value: "dora@example.com" },
        { Name: "email_verified", Value: "true" },
      ],
    });
  });

  it("sets up an authenticator app, whose codes the next sign-in asks for", async () => {
    const { email } = { email: "emil@example.com" };
    await createUser(email);
    const { access_token } = await tokensOf(pool(), email);

    const secret = await enrol(access_token);

    const { body } = await call(pool(), "GetUser", { AccessToken: access_token });
    expect(body).toMatchObject({
      PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
      UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
    });
    const visitor = new Visitor();
    const form = page(await visitor.visit(authorizeUrl(pool().base)));
    const asked = page(await visitor.submit(form, "/login", { username: email, password }));
    const wrong = page(await visitor.submit(asked, "/mfa", { code: "000000" }));
    expect(wrong.text).toContain("Invalid code received for user");
    const done = await visitor.submitOnce(wrong, "/mfa", { code: totpCode(secret, nowMs) });
    expect(done.location).toMatch(/^https:\/\/tasks\.example\.com\/oauth2\/idpresponse\?code=/);
  });

  it("does not ask for a code that is set up, but turned off", async () => {
    const email = "finn@example.com";
    await createUser(email);
    const { access_token } = await tokensOf(pool(), email);
    await enrol(access_token);

    await call(pool(), "SetUserMFAPreference", {
      AccessToken: access_token,
      SoftwareTokenMfaSettings: { Enabled: false },
    });

    expect((await signInAt(authorizeUrl(pool().base), email)).code).not.toBe("");
    const { body } = await call(pool(), "GetUser", { AccessToken: access_token });
    expect(body).not.toHaveProperty("UserMFASettingList");
  });

  it("rejects a wrong code, and one of a secret that another one replaced", async () => {
    const { access_token } = await tokensOf(pool(), "dora@example.com");
    const associate = () => call(pool(), "AssociateSoftwareToken", { AccessToken: access_token });
    const first = await associate();
    await associate();

    const { status, errorType, body } = await call(pool(), "VerifySoftwareToken", {
      AccessToken: access_token,
      UserCode: totpCode(String(first.body.SecretCode), nowMs),
    });

    expect([status, errorType]).toEqual([400, "EnableSoftwareTokenMFAException"]);
    expect(body).toEqual({ __type: "EnableSoftwareTokenMFAException", message: "Code mismatch" });
  });

  it("rejects a preference for what the user has not set up, or the pool does not have", async () => {
    await createUser("gina@example.com");
    const { access_token: AccessToken } = await tokensOf(pool(), "gina@example.com");
    const on = { Enabled: true, PreferredMfa: true };

    for (const setting of [{ SoftwareTokenMfaSettings: on }, { EmailMfaSettings: on }]) {
      const { errorType } = await call(pool(), "SetUserMFAPreference", { AccessToken, ...setting });
      expect(errorType).toBe("InvalidParameterException");
    }
  });

  it("says what is wrong with an access token", async () => {
    const { access_token: plain } = await tokensOf(pool(), "dora@example.com", "openid email");
    const tokens = await tokensOf(pool(), "dora@example.com");
    const messageOf = async (AccessToken: string) =>
      (await call(pool(), "GetUser", { AccessToken })).body.message;

    expect(await messageOf(plain)).toBe("Access Token does not have required scopes");
    expect(await messageOf("x.y.z")).toBe("Invalid Access Token");
    expect(await messageOf(tokens.id_token)).toBe("Invalid Access Token");
    nowMs += 901_000;
    expect(await messageOf(tokens.access_token)).toBe("Access Token has expired");
    const { body: renewed } = await refresh(pool(), tokens.refresh_token);
    expect(await messageOf(renewed.access_token)).toBeUndefined();
  });

  it("says which operations there are, and rejects what is not JSON", async () => {
    const unknown = await call(pool(), "AdminDeleteUser", {});
    const broken = await call(pool(), "GetUser", "{");
    const inherited = await call(pool(), "constructor", {});

    expect(unknown.body.message).toMatch(/no operation "AdminDeleteUser".*GetUser, Associate/);
    expect(inherited.errorType).toBe("UnknownOperationException");
    expect(broken.errorType).toBe("SerializationException");
  });

  it("tells the inspector what changed, without the secret", async () => {
    const messages = pool().events.map(({ message }) => message);

    expect(messages).toContain("The authenticator app is set up");
    expect(messages).toContain("VerifySoftwareToken failed: EnableSoftwareTokenMFAException");
    const secrets = pool().users.all.flatMap(({ totpSecret = [] }) => totpSecret);
    for (const secret of secrets) expect(JSON.stringify(pool().events)).not.toContain(secret);
  });
});

describe("a user pool without authenticator apps", () => {
  const pool = useUserPool({ email: "dora@example.com" }, { clients: [selfServiceClient] });

  it("sets none up", async () => {
    const { access_token } = await tokensOf(pool(), "dora@example.com");

    const { errorType } = await call(pool(), "AssociateSoftwareToken", {
      AccessToken: access_token,
    });

    expect(errorType).toBe("SoftwareTokenMFANotFoundException");
  });
});
