import { type HttpResponse, page, Visitor } from "../support/visitor.ts";
import { authorizeUrl, password, useUserPool, withPool } from "./support.ts";

const pool = useUserPool({ email: "vic@example.com" });

const sentCodes = () => pool().events.filter(({ type }) => type === "code-sent");
const latestCode = () => /\d{6}$/.exec(sentCodes().at(-1)?.message ?? "")?.[0] ?? "";

async function open(path: string, visitor = new Visitor(), { base } = pool()) {
  const signIn = page(await visitor.visit(authorizeUrl(base)));
  const shown = page(await visitor.visit(signIn.url.replace("/login?", `${path}?`)));
  return { visitor, shown };
}

async function signUp(email: string, fields: Record<string, string> = {}) {
  const { visitor, shown } = await open("/signup");
  const form = { email, name: "Pat", password, ...fields };
  return { visitor, response: page(await visitor.submit(shown, "/signup", form)) };
}

const alertOf = ({ text }: HttpResponse) => /role="alert".*?<span>([^<]*)<\/span>/s.exec(text)?.[1];

describe("sign-up", () => {
  it("leads through a code to the application, signed in", async () => {
    const { visitor, response } = await signUp("pat@example.com");

    const done = await visitor.submitOnce(response, "/confirm", { code: latestCode() });

    expect(new URL(response.url).pathname).toBe("/confirm");
    expect(done.location).toMatch(/^https:\/\/tasks\.example\.com\/oauth2\/idpresponse\?code=/);
    expect(pool().users.findByLogin("pat@example.com")).toMatchObject({
      status: "CONFIRMED",
      attributes: { name: "Pat", email_verified: "true" },
    });
  });

  it("asks a user who has not confirmed for the code, whatever the password", async () => {
    await signUp("quin@example.com");
    const { visitor, shown } = await open("/login");

    const response = page(
      await visitor.submit(shown, "/login", { username: "quin@example.com", password }),
    );

    expect(new URL(response.url).pathname).toBe("/confirm");
  });

  it("rejects a wrong code, and accepts a new one that was requested", async () => {
    const { visitor, response } = await signUp("rae@example.com");
    const first = latestCode();
    const wrong = page(
      await visitor.submit(response, "/confirm", {
        code: first === "000000" ? "111111" : "000000",
      }),
    );
    let resent = page(await visitor.submit(wrong, "/resendcode", {}));
    // One new code in a million is the same as the old one.
    while (latestCode() === first) resent = page(await visitor.submit(wrong, "/resendcode", {}));

    const old = page(await visitor.submit(resent, "/confirm", { code: first }));
    const done = await visitor.submitOnce(resent, "/confirm", { code: latestCode() });

    expect(alertOf(wrong)).toBe("Invalid verification code provided, please try again.");
    expect(alertOf(old)).toBe("Invalid verification code provided, please try again.");
    expect(done.location).toContain("?code=");
  });

  it("shows the code on the page, because no email is sent", async () => {
    const { response } = await signUp("ray@example.com");

    expect(response.text).toContain(`data-value="${latestCode()}"`);
  });

  it("accepts a code in two groups of digits, as the page shows it", async () => {
    const { visitor, response } = await signUp("roy@example.com");
    const code = latestCode().replace(/^.../, "$& ");

    const done = await visitor.submitOnce(response, "/confirm", { code });

    expect(done.location).toContain("?code=");
  });

  it.each([
    ["Short-1", "Password not long enough"],
    ["correct-horse-7-battery", "Password must have uppercase characters"],
    ["CORRECT-HORSE-7-BATTERY", "Password must have lowercase characters"],
    ["Correct-Horse-X-Battery", "Password must have numeric characters"],
    ["CorrectHorse7Battery", "Password must have symbol characters"],
    [
      "short",
      "Password not long enough, Password must have uppercase characters, Password must have numeric characters, Password must have symbol characters",
    ],
  ])("rejects password %s: %s", async (weak, reason) => {
    const { response } = await signUp("sol@example.com", { password: weak });

    expect(alertOf(response)).toBe(`Password did not conform with policy: ${reason}`);
    expect(pool().users.findByLogin("sol@example.com")).toBeUndefined();
  });

  it("rejects an address that has an account, in any spelling", async () => {
    await signUp("tia@example.com");

    const { response } = await signUp("TIA@example.com");

    expect(alertOf(response)).toBe("An account with the given email already exists.");
  });

  it("is not permitted when only administrators create users, on the page and by form", async () => {
    await withPool({ signUp: "admins-only" }, async (closed) => {
      const { visitor, shown } = await open("/signup", new Visitor(), closed);
      const form = {
        email: "uma@example.com",
        password,
        _csrf: /name="_csrf" value="([^"]*)"/.exec(shown.text)?.[1] ?? "",
      };
      const response = await visitor.send(shown.url.replace("/login?", "/signup?"), { form });

      expect(shown.text).not.toContain("Create an account");
      expect(alertOf(shown)).toBe("SignUp is not permitted for this user pool");
      expect(alertOf(response)).toBe("SignUp is not permitted for this user pool");
      expect(closed.users.findByLogin("uma@example.com")).toBeUndefined();
    });
  });
});

describe("sign-in", () => {
  it("says the same of an unknown user and of a wrong password", async () => {
    const attempt = async (username: string) => {
      const { visitor, shown } = await open("/login");
      return alertOf(
        page(await visitor.submit(shown, "/login", { username, password: "Wrong-1-password!" })),
      );
    };

    expect(await attempt("vic@example.com")).toBe("Incorrect username or password.");
    expect(await attempt("nobody@example.com")).toBe("Incorrect username or password.");
  });

  it("rejects a form of another site", async () => {
    await pool().users.create({ email: "wes@example.com", password });
    const { visitor, shown } = await open("/login");

    const response = await visitor.send(shown.url, {
      form: { username: "wes@example.com", password, _csrf: "guessed" },
    });

    expect(response.status).toBe(403);
    expect(response.location).toBeUndefined();
  });

  it("works in two tabs of one browser", async () => {
    await pool().users.create({ email: "xia@example.com", password });
    const visitor = new Visitor();
    const first = page(await visitor.visit(authorizeUrl(pool().base, { state: "first" })));
    const second = page(await visitor.visit(authorizeUrl(pool().base, { state: "second" })));

    const fields = { username: "xia@example.com", password };
    const responses = [
      await visitor.submitOnce(first, "/login", fields),
      await visitor.submitOnce(second, "/login", fields),
    ];

    expect(
      responses.map(({ location }) => new URL(location ?? "").searchParams.get("state")),
    ).toEqual(["first", "second"]);
  });

  it("escapes what the user typed", async () => {
    const { visitor, shown } = await open("/login");

    const response = page(
      await visitor.submit(shown, "/login", { username: '"><script>alert(1)</script>', password }),
    );

    expect(response.text).not.toContain("<script>alert");
    expect(response.text).toContain("&lt;script&gt;");
  });
});

describe("a forgotten password", () => {
  it("is replaced with a code", async () => {
    await pool().users.create({ email: "yan@example.com", password });
    const { visitor, shown } = await open("/forgotPassword");
    const changed = "Another-Horse-8-Battery";

    const asked = page(
      await visitor.submit(shown, "/forgotPassword", { username: "yan@example.com" }),
    );
    const signIn = page(
      await visitor.submit(asked, "/confirmForgotPassword", {
        code: latestCode(),
        password: changed,
      }),
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

  it("shows the same page for an unknown user, and issues no code", async () => {
    const before = sentCodes().length;
    const { visitor, shown } = await open("/forgotPassword");

    const asked = page(
      await visitor.submit(shown, "/forgotPassword", { username: "none@example.com" }),
    );

    expect(asked.status).toBe(200);
    expect(asked.text).toContain("If there is an account for <b>none@example.com</b>");
    expect(sentCodes()).toHaveLength(before);
  });
});

describe("pages", () => {
  it.each(["/login", "/signup", "/confirm", "/forgotPassword", "/error"])(
    "show no unset value on %s",
    async (path) => {
      const { shown } = await open(path);

      expect(shown.text).not.toMatch(/>\s*(undefined|null|false)\s*</);
    },
  );

  it("load their own style sheets and script only, and are not cached", async () => {
    const { visitor, shown } = await open("/login");

    const assets = [...shown.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
      ([, path]) => path,
    );
    const responses = await Promise.all(
      assets.map((path) => visitor.send(new URL(path ?? "", shown.url).href)),
    );

    expect(shown.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(shown.headers["cache-control"]).toBe("no-store");
    expect(responses.map(({ status, headers }) => [status, headers["content-type"]])).toEqual([
      [200, "image/svg+xml"],
      [200, "text/css; charset=utf-8"],
      [200, "text/css; charset=utf-8"],
      [200, "text/css; charset=utf-8"],
      [200, "text/css; charset=utf-8"],
      [200, "text/javascript; charset=utf-8"],
    ]);
  });
});
