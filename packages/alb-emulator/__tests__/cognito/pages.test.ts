import { type Answer, page, Visitor } from "../support/visitor.ts";
import { authorizeUrl, password, startPool, type TestPool } from "./support.ts";

let test: TestPool;

beforeAll(async () => {
  test = await startPool();
});

afterAll(() => test.identity.close());

const code = () =>
  /\d{6}$/.exec(test.events.filter((e) => e.kind === "code-sent").at(-1)?.message ?? "")?.[0] ?? "";

async function open(path: string, visitor = new Visitor(), on = test) {
  const signIn = page(await visitor.visit(authorizeUrl(on.base)));
  const shown = page(await visitor.visit(signIn.url.replace("/login?", `${path}?`)));
  return { visitor, shown };
}

async function signUp(email: string, fields: Record<string, string> = {}) {
  const { visitor, shown } = await open("/signup");
  return {
    visitor,
    answer: page(
      await visitor.submit(shown, "/signup", { email, name: "Pat", password, ...fields }),
    ),
  };
}

const alertOf = ({ text }: Answer) => /role="alert">([^<]*)</.exec(text)?.[1];

describe("sign-up", () => {
  it("leads over a code to the application, signed in", async () => {
    const { visitor, answer } = await signUp("pat@example.com");

    const done = await visitor.submitOnce(answer, "/confirm", { code: code() });

    expect(new URL(answer.url).pathname).toBe("/confirm");
    expect(done.location).toMatch(/^https:\/\/tasks\.example\.com\/oauth2\/idpresponse\?code=/);
    expect(test.identity.users.findByLogin("pat@example.com")).toMatchObject({
      status: "CONFIRMED",
      attributes: { name: "Pat", email_verified: "true" },
    });
  });

  it("lets nobody in who has not confirmed, whatever the password", async () => {
    await signUp("quin@example.com");
    const { visitor, shown } = await open("/login");

    const answer = page(
      await visitor.submit(shown, "/login", { username: "quin@example.com", password }),
    );

    expect(new URL(answer.url).pathname).toBe("/confirm");
  });

  it("refuses a wrong code, and takes a new one when it is asked for", async () => {
    const { visitor, answer } = await signUp("rae@example.com");
    const first = code();
    const wrong = page(
      await visitor.submit(answer, "/confirm", { code: first === "000000" ? "111111" : "000000" }),
    );
    const resent = page(await visitor.submit(wrong, "/resendcode", {}));

    const old = page(await visitor.submit(resent, "/confirm", { code: first }));
    const done = await visitor.submitOnce(resent, "/confirm", { code: code() });

    expect(alertOf(wrong)).toBe("Invalid verification code provided, please try again.");
    if (first !== code())
      expect(alertOf(old)).toBe("Invalid verification code provided, please try again.");
    expect(done.location).toContain("?code=");
  });

  it.each([
    ["Short-1", "Password not long enough"],
    ["correct-horse-7-battery", "Password must have uppercase characters"],
    ["CORRECT-HORSE-7-BATTERY", "Password must have lowercase characters"],
    ["Correct-Horse-X-Battery", "Password must have numeric characters"],
    ["CorrectHorse7Battery", "Password must have symbol characters"],
  ])("refuses password %s: %s", async (weak, reason) => {
    const { answer } = await signUp("sol@example.com", { password: weak });

    expect(alertOf(answer)).toBe(`Password did not conform with policy: ${reason}`);
    expect(test.identity.users.findByLogin("sol@example.com")).toBeUndefined();
  });

  it("refuses an address that has an account, in any spelling", async () => {
    await signUp("tia@example.com");

    const { answer } = await signUp("TIA@example.com");

    expect(alertOf(answer)).toBe("An account with the given email already exists.");
  });

  it("is closed where administrators alone create users, page and form alike", async () => {
    const closed = await startPool({ signUp: "admins-only" });
    try {
      const { visitor, shown } = await open("/signup", new Visitor(), closed);
      const form = {
        email: "uma@example.com",
        password,
        _csrf: /name="_csrf" value="([^"]*)"/.exec(shown.text)?.[1] ?? "",
      };
      const answer = await visitor.send(shown.url.replace("/login?", "/signup?"), { form });

      expect(shown.text).not.toContain("Create an account");
      expect(alertOf(shown)).toBe("SignUp is not permitted for this user pool");
      expect(alertOf(answer)).toBe("SignUp is not permitted for this user pool");
      expect(closed.identity.users.findByLogin("uma@example.com")).toBeUndefined();
    } finally {
      await closed.identity.close();
    }
  });
});

describe("sign-in", () => {
  it("says the same of an unknown user and of a wrong password", async () => {
    await test.identity.users.create({ email: "vic@example.com", password });
    const attempt = async (username: string) => {
      const { visitor, shown } = await open("/login");
      return alertOf(
        page(await visitor.submit(shown, "/login", { username, password: "Wrong-1-password!" })),
      );
    };

    expect(await attempt("vic@example.com")).toBe("Incorrect username or password.");
    expect(await attempt("nobody@example.com")).toBe("Incorrect username or password.");
  });

  it("refuses a form of another site", async () => {
    await test.identity.users.create({ email: "wes@example.com", password });
    const { visitor, shown } = await open("/login");

    const answer = await visitor.send(shown.url, {
      form: { username: "wes@example.com", password, _csrf: "guessed" },
    });

    expect(answer.status).toBe(403);
    expect(answer.location).toBeUndefined();
  });

  it("works in two tabs of one browser", async () => {
    await test.identity.users.create({ email: "xia@example.com", password });
    const visitor = new Visitor();
    const first = page(await visitor.visit(authorizeUrl(test.base, { state: "first" })));
    const second = page(await visitor.visit(authorizeUrl(test.base, { state: "second" })));

    const fields = { username: "xia@example.com", password };
    const answers = [
      await visitor.submitOnce(first, "/login", fields),
      await visitor.submitOnce(second, "/login", fields),
    ];

    expect(
      answers.map(({ location }) => new URL(location ?? "").searchParams.get("state")),
    ).toEqual(["first", "second"]);
  });

  it("shows nothing that somebody typed as markup", async () => {
    const { visitor, shown } = await open("/login");

    const answer = page(
      await visitor.submit(shown, "/login", { username: '"><script>alert(1)</script>', password }),
    );

    expect(answer.text).not.toContain("<script>alert");
    expect(answer.text).toContain("&lt;script&gt;");
  });
});

describe("a forgotten password", () => {
  it("is replaced by a code", async () => {
    await test.identity.users.create({ email: "yan@example.com", password });
    const { visitor, shown } = await open("/forgotPassword");
    const changed = "Another-Horse-8-Battery";

    const asked = page(
      await visitor.submit(shown, "/forgotPassword", { username: "yan@example.com" }),
    );
    const signIn = page(
      await visitor.submit(asked, "/confirmForgotPassword", { code: code(), password: changed }),
    );
    const old = page(
      await visitor.submit(signIn, "/login", { username: "yan@example.com", password }),
    );
    const done = await visitor.submitOnce(signIn, "/login", {
      username: "yan@example.com",
      password: changed,
    });

    expect(alertOf(old)).toBe("Incorrect username or password.");
    expect(done.location).toContain("?code=");
  });

  it("does not tell whether there is such a user, and sends no code to nobody", async () => {
    const sent = () => test.events.filter(({ kind }) => kind === "code-sent").length;
    const before = sent();
    const { visitor, shown } = await open("/forgotPassword");

    const asked = page(
      await visitor.submit(shown, "/forgotPassword", { username: "none@example.com" }),
    );

    expect(asked.status).toBe(200);
    expect(asked.text).toContain("If there is such an account, a code was sent.");
    expect(sent()).toBe(before);
  });
});
