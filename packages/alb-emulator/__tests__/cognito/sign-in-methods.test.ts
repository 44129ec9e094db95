import { userPoolWarnings } from "../../src/cognito/user-pool-warnings.ts";
import type { UserPoolModel } from "../../src/model/user-pool.ts";
import { type HttpResponse, page, Visitor } from "../support/visitor.ts";
import { authorizeUrl, client, model, password, type TestPool, useUserPool } from "./support.ts";

const callback = /^https:\/\/tasks\.example\.com\/oauth2\/idpresponse\?code=/;
const choosing = { ...client, choiceBasedSignIn: true };
const managedLogin = model.domain && { ...model.domain, managedLoginVersion: 2 };
const allMethods: Partial<UserPoolModel> = {
  domain: managedLogin,
  clients: [choosing],
  signInMethods: ["password", "passkey", "email-code"],
};

const titleOf = ({ text }: HttpResponse) => /<h1 id="title">([^<]*)</.exec(text)?.[1];
const alertOf = ({ text }: HttpResponse) =>
  /role="alert" id="error".*?<span>([^<]*)<\/span>/s.exec(text)?.[1];
const sentCodeOf = ({ text }: HttpResponse) =>
  /No email is sent locally.*?data-value="(\d+)"/s.exec(text)?.[1] ?? "";

async function openSignIn({ base }: TestPool) {
  const visitor = new Visitor();
  return { visitor, form: page(await visitor.visit(authorizeUrl(base))) };
}

/** The page after the user name. */
async function enterName(pool: TestPool, username: string) {
  const { visitor, form } = await openSignIn(pool);
  return { visitor, response: page(await visitor.submit(form, "/login", { username })) };
}

describe("a user pool that sends codes by email as second factor", () => {
  const pool = useUserPool({ email: "carla@example.com" }, { mfa: "ON", secondFactors: ["email"] });

  it("asks for the code after the password, and only accepts this one", async () => {
    const { visitor, form } = await openSignIn(pool());
    const username = "carla@example.com";
    const asked = page(await visitor.submit(form, "/login", { username, password }));
    const code = sentCodeOf(asked);

    const other = code === "111111" ? "222222" : "111111";
    const wrong = page(await visitor.submit(asked, "/mfa", { code: other }));
    const done = await visitor.submitOnce(wrong, "/mfa", { code });

    expect(code).toMatch(/^\d{6}$/);
    expect(alertOf(wrong)).toBe("Invalid code received for user");
    expect(done.location).toMatch(callback);
    expect(pool().events.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        `Sign-in code for carla@example.com: ${code}`,
        "Sign-in failed: wrong code from the email",
        "Signed in with a password and a code sent by email",
      ]),
    );
  });
});

describe("a user pool with both second factors", () => {
  const pool = useUserPool(
    { email: "carla@example.com" },
    { mfa: "ON", secondFactors: ["software-token", "email"] },
  );

  it("lets a user choose email instead of an app, and keeps to it", async () => {
    const username = "carla@example.com";
    const { visitor, form } = await openSignIn(pool());
    const setUp = page(await visitor.submit(form, "/login", { username, password }));
    const byEmail = await visitor.send(new URL(`/mfa${new URL(form.url).search}`, form.url).href, {
      form: { ...hiddenOf(setUp), byEmail: "true" },
    });
    await visitor.submitOnce(byEmail, "/mfa", { code: sentCodeOf(byEmail) });

    const next = await openSignIn(pool());
    const asked = page(await next.visitor.submit(next.form, "/login", { username, password }));

    expect(titleOf(setUp)).toBe("Set up an authenticator app");
    expect(titleOf(asked)).toBe("Enter the code from your email");
  });

  const hiddenOf = ({ text }: HttpResponse) =>
    Object.fromEntries(
      [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(
        ([, name = "", value = ""]) => [name, value],
      ),
    );
});

describe("managed login with a choice of methods", () => {
  const pool = useUserPool({ email: "carla@example.com" }, allMethods);

  it("asks for the user name first, and then shows what this user has", async () => {
    const { form } = await openSignIn(pool());
    const { response } = await enterName(pool(), "carla@example.com");

    expect(form.text).not.toContain('name="password" type="password"');
    expect(response.text).toContain("Get a code by email");
    expect(response.text).toContain('name="password" type="password"');
    // Nobody has a passkey before one is set up.
    expect(response.text).not.toContain("Sign in with a passkey");
  });

  it("signs in with a code by email, and offers a passkey", async () => {
    const { visitor, response } = await enterName(pool(), "carla@example.com");
    const asked = page(await visitor.submit(response, "/email-code", {}));
    const code = sentCodeOf(asked);
    const offered = page(await visitor.submit(asked, "/mfa", { code }));
    const done = await visitor.submitOnce(offered, "/passkeys/add", { skip: "true" });

    expect(code).toMatch(/^\d{8}$/);
    expect(titleOf(offered)).toBe("Sign in faster with a passkey");
    expect(done.location).toMatch(callback);
    expect(pool().events.map(({ message }) => message)).toContain(
      "Signed in with a code sent by email",
    );
  });

  it("starts no session before the offer is declined", async () => {
    const { visitor, response } = await enterName(pool(), "carla@example.com");
    await visitor.submit(response, "/login", { password });

    const again = page(await visitor.visit(authorizeUrl(pool().base)));

    expect(new URL(again.url).pathname).toBe("/login");
  });

  it("asks again for a wrong password, on the page with every method", async () => {
    const { visitor, response } = await enterName(pool(), "carla@example.com");

    const wrong = page(await visitor.submit(response, "/login", { password: "wrong" }));

    expect(alertOf(wrong)).toBe("Incorrect username or password.");
    expect(wrong.text).toContain("Get a code by email");
  });

  it("does not tell who exists: everybody can enter a password", async () => {
    const { visitor, response } = await enterName(pool(), "nobody@example.com");
    const wrong = page(await visitor.submit(response, "/login", { password }));

    expect(response.text).not.toContain("Get a code by email");
    expect(alertOf(wrong)).toBe("Incorrect username or password.");
  });

  it("rejects a code for a user who cannot have one, and a passkey that nobody has", async () => {
    const { visitor, response } = await enterName(pool(), "carla@example.com");
    const url = (path: string) => response.url.replace("/login?", `${path}?`);
    const hidden = { _csrf: /name="_csrf" value="([^"]+)"/.exec(response.text)?.[1] ?? "" };

    const code = page(
      await visitor.visit(url("/email-code"), { form: { ...hidden, username: "nobody@x.de" } }),
    );
    const passkey = page(
      await visitor.visit(url("/passkey"), { form: { ...hidden, session: "x", credential: "{}" } }),
    );

    expect(alertOf(code)).toBe("Login option is not available. Please try another one");
    expect(alertOf(passkey)).toBe("Invalid session for the user, session is expired.");
  });

  it("sets up no passkey from a response that no authenticator made", async () => {
    const { visitor, response } = await enterName(pool(), "carla@example.com");
    const offered = page(await visitor.submit(response, "/login", { password }));
    const credential = JSON.stringify({ id: "x", rawId: "x", type: "public-key", response: {} });

    const again = page(await visitor.submit(offered, "/passkeys/add", { credential }));

    expect(alertOf(again)).toContain("could not be set up");
    expect(pool().users.findByLogin("carla@example.com")?.passkeys).toBeUndefined();
  });
});

describe("a user with a second factor", () => {
  const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  const pool = useUserPool(
    { email: "carla@example.com", totpSecret: secret },
    { ...allMethods, mfa: "OPTIONAL", secondFactors: ["software-token"] },
  );

  it("has the password only: the other methods have no second factor", async () => {
    const { visitor, response } = await enterName(pool(), "carla@example.com");
    const asked = page(await visitor.submit(response, "/login", { password }));

    expect(response.text).not.toContain("Get a code by email");
    expect(titleOf(asked)).toBe("Enter your authenticator code");
  });
});

describe("a passkey that is a second factor too", () => {
  const pool = useUserPool(
    { email: "carla@example.com", totpSecret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" },
    {
      ...allMethods,
      signInMethods: ["password", "passkey"],
      mfa: "ON",
      secondFactors: ["software-token"],
      passkeys: { userVerification: "preferred", isSecondFactor: true },
    },
  );

  it("signs in users who have a second factor, if it checks its user", async () => {
    const user = pool().users.findByLogin("carla@example.com");
    const passkey = { credentialId: "AAAA", publicKey: "AAAA", counter: 0, transports: [] };
    if (user) pool().users.put({ ...user, passkeys: [passkey] });

    const { response } = await enterName(pool(), "carla@example.com");

    expect(response.text).toContain("Sign in with a passkey");
    expect(response.text).toContain("&quot;userVerification&quot;:&quot;required&quot;");
  });
});

describe("methods that no page offers", () => {
  const cases: [string, Partial<UserPoolModel>, string][] = [
    ["on the classic pages", { domain: model.domain }, "managed_login_version = 2"],
    ["for a client without the choice", { clients: [client] }, '"ALLOW_USER_AUTH"'],
  ];
  describe.each(cases)("%s", (_, changes, fix) => {
    const pool = useUserPool({ email: "carla@example.com" }, { ...allMethods, ...changes });

    it("leave the password, and are named at start with what to change", async () => {
      const { form } = await openSignIn(pool());

      expect(form.text).toContain('name="password" type="password"');
      expect(userPoolWarnings(pool().model)).toEqual([expect.stringContaining(fix)]);
    });
  });

  it("are not named where a page offers them", () => {
    expect(userPoolWarnings({ ...model, ...allMethods })).toEqual([]);
  });
});
