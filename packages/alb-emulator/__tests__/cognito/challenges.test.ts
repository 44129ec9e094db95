import { createHmac } from "node:crypto";
import { userPoolWarnings } from "../../src/cognito/user-pool-warnings.ts";
import { totpCode } from "../../src/cognito/users/totp.ts";
import type { NewUser } from "../../src/cognito/users/user-directory.ts";
import { type HttpResponse, page, Visitor } from "../support/visitor.ts";
import { authorizeUrl, model, password, type TestPool, useUserPool } from "./support.ts";

const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const callback = /^https:\/\/tasks\.example\.com\/oauth2\/idpresponse\?code=/;

const alertOf = ({ text }: HttpResponse) => /role="alert".*?<span>([^<]*)<\/span>/s.exec(text)?.[1];
const titleOf = ({ text }: HttpResponse) => /<h1 id="title">([^<]*)</.exec(text)?.[1];

/** The page after the password. */
async function enterPassword({ base }: TestPool, username: string, visitor = new Visitor()) {
  const form = page(await visitor.visit(authorizeUrl(base)));
  const response = page(await visitor.submit(form, "/login", { username, password }));
  return { visitor, response };
}

/** RFC 6238 by hand: the library is not its own witness. */
function codeAt(base32: string, nowMs: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...base32].map((char) => alphabet.indexOf(char).toString(2).padStart(5, "0"));
  const bytes =
    bits
      .join("")
      .match(/.{8}/g)
      ?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(nowMs / 30_000)));
  const digest = createHmac("sha1", Buffer.from(bytes)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

describe("codes of an authenticator app", () => {
  // Appendix B of RFC 6238, with the last six of its eight digits.
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [2_000_000_000, "279037"],
  ])("are those of RFC 6238 at %s s", (seconds, expected) => {
    const rfcSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    expect(totpCode(rfcSecret, seconds * 1000)).toBe(expected);
    expect(codeAt(rfcSecret, seconds * 1000)).toBe(expected);
  });
});

describe("a user pool whose second factor is required", () => {
  const pool = useUserPool(
    { email: "carla@example.com", totpSecret: secret },
    { mfa: "ON", secondFactors: ["software-token"] },
  );
  const create = (user: Omit<NewUser, "password">) => pool().users.create({ ...user, password });

  it("asks for a code after the password, and signs in with it", async () => {
    const { visitor, response } = await enterPassword(pool(), "carla@example.com");
    const code = codeAt(secret, Date.now());

    const done = await visitor.submitOnce(response, "/mfa", {
      code: `${code.slice(0, 3)} ${code.slice(3)}`,
    });

    expect(titleOf(response)).toBe("Enter your authenticator code");
    expect(done.location).toMatch(callback);
    expect(pool().events.map(({ type, message }) => [type, message])).toEqual(
      expect.arrayContaining([
        ["challenge", "A code of the authenticator app is required"],
        ["signed-in", "Signed in with a password and a code"],
      ]),
    );
  });

  it("starts no session before the code", async () => {
    const { visitor } = await enterPassword(pool(), "carla@example.com");

    const again = page(await visitor.visit(authorizeUrl(pool().base)));

    expect(new URL(again.url).pathname).toBe("/login");
  });

  it("shows the current code, marked as local", async () => {
    const { response } = await enterPassword(pool(), "carla@example.com");

    const shown = /Local only\..*?<samp>(\d{3}) (\d{3})<\/samp>/s.exec(response.text);

    expect([codeAt(secret, Date.now()), codeAt(secret, Date.now() - 30_000)]).toContain(
      `${shown?.[1]}${shown?.[2]}`,
    );
  });

  it("rejects a wrong code and an old one, and asks again", async () => {
    const { visitor, response } = await enterPassword(pool(), "carla@example.com");
    const old = codeAt(secret, Date.now() - 5 * 60_000);

    const first = page(await visitor.submit(response, "/mfa", { code: "12345" }));
    const second = page(await visitor.submit(first, "/mfa", { code: old }));
    const done = await visitor.submitOnce(second, "/mfa", { code: codeAt(secret, Date.now()) });

    expect(alertOf(first)).toBe("Invalid code received for user");
    expect(alertOf(second)).toBe("Invalid code received for user");
    expect(done.location).toMatch(callback);
  });

  it("accepts the session of a challenge once", async () => {
    const { visitor, response } = await enterPassword(pool(), "carla@example.com");
    await visitor.submitOnce(response, "/mfa", { code: codeAt(secret, Date.now()) });

    const again = page(
      await visitor.submit(response, "/mfa", { code: codeAt(secret, Date.now()) }),
    );

    expect(titleOf(again)).toBe("Sign in");
    expect(alertOf(again)).toBe("Invalid session for the user, session is expired.");
  });

  it("lets a user without an authenticator app set one up, and asks for it from then on", async () => {
    await create({ email: "dan@example.com" });
    const { visitor, response } = await enterPassword(pool(), "dan@example.com");
    const key = /<code>([A-Z2-7 ]+)<\/code>/.exec(response.text)?.[1]?.replaceAll(" ", "") ?? "";

    const wrong = page(await visitor.submit(response, "/mfa", { code: "000" }));
    const done = await visitor.submitOnce(wrong, "/mfa", { code: codeAt(key, Date.now()) });
    const next = await enterPassword(pool(), "dan@example.com");

    expect(titleOf(response)).toBe("Set up an authenticator app");
    expect(response.text).toMatch(/<svg viewBox="0 0 (\d+) \1" role="img" aria-label="QR code/);
    expect(key).toHaveLength(52);
    expect(alertOf(wrong)).toBe("Code mismatch");
    expect(done.location).toMatch(callback);
    expect(titleOf(next.response)).toBe("Enter your authenticator code");
  });

  it("sets up an app for who signed up, before the application", async () => {
    const visitor = new Visitor();
    const signIn = page(await visitor.visit(authorizeUrl(pool().base)));
    const signUp = page(await visitor.visit(signIn.url.replace("/login?", "/signup?")));
    const confirm = page(
      await visitor.submit(signUp, "/signup", { email: "eve@example.com", password }),
    );
    const code = pool().users.pendingCode("eve@example.com", "confirm") ?? "";

    const response = page(await visitor.submit(confirm, "/confirm", { code }));

    expect(titleOf(response)).toBe("Set up an authenticator app");
  });

  it("has demo users with a known key", async () => {
    const [anna] = pool().demoUsers;
    const visitor = new Visitor();
    const form = page(await visitor.visit(authorizeUrl(pool().base)));
    const challenge = page(
      await visitor.submit(form, "/login", {
        username: anna?.login ?? "",
        password: anna?.password ?? "",
      }),
    );

    const code = codeAt(anna?.totpSecret ?? "", Date.now());
    const done = await visitor.submitOnce(challenge, "/mfa", { code });

    expect(done.location).toMatch(callback);
  });
});

describe("a user pool whose second factor is optional", () => {
  const pool = useUserPool(
    { email: "carla@example.com", totpSecret: secret },
    { mfa: "OPTIONAL", secondFactors: ["software-token"] },
  );

  it("asks users who have an authenticator app only", async () => {
    await pool().users.create({ email: "dan@example.com", password });

    const carla = await enterPassword(pool(), "carla@example.com");
    const visitor = new Visitor();
    const form = page(await visitor.visit(authorizeUrl(pool().base)));
    const dan = await visitor.submitOnce(form, "/login", { username: "dan@example.com", password });

    expect(titleOf(carla.response)).toBe("Enter your authenticator code");
    expect(dan.location).toMatch(callback);
  });
});

describe("a temporary password", () => {
  const pool = useUserPool({ email: "carla@example.com", status: "FORCE_CHANGE_PASSWORD" });

  it("must be replaced by one that the policy accepts, and then no longer works", async () => {
    const { visitor, response } = await enterPassword(pool(), "carla@example.com");

    const weak = page(await visitor.submit(response, "/changePassword", { password: "short" }));
    const done = await visitor.submitOnce(weak, "/changePassword", {
      password: "Another-Horse-8-Battery",
    });
    const old = await enterPassword(pool(), "carla@example.com");

    expect(titleOf(response)).toBe("Choose a new password");
    expect(alertOf(weak)).toMatch(
      /^Password did not conform with policy: Password not long enough/,
    );
    expect(done.location).toMatch(callback);
    expect(pool().users.findByLogin("carla@example.com")?.status).toBe("CONFIRMED");
    expect(alertOf(old.response)).toBe("Incorrect username or password.");
  });

  it("cannot be reset by a code", async () => {
    await pool().users.create({
      email: "dan@example.com",
      password,
      status: "FORCE_CHANGE_PASSWORD",
    });
    const visitor = new Visitor();
    const signIn = page(await visitor.visit(authorizeUrl(pool().base)));
    const forgot = page(await visitor.visit(signIn.url.replace("/login?", "/forgotPassword?")));

    await visitor.submit(forgot, "/forgotPassword", { username: "dan@example.com" });

    expect(pool().users.pendingCode("dan@example.com", "reset")).toBeUndefined();
  });

  it("leads back to the sign-in page when the session of its page has expired", async () => {
    await pool().users.create({
      email: "fay@example.com",
      password,
      status: "FORCE_CHANGE_PASSWORD",
    });
    const { visitor, response } = await enterPassword(pool(), "fay@example.com");
    const nowMs = Date.now() + 3 * 60_000;
    const clock = jest.spyOn(Date, "now").mockReturnValue(nowMs);

    const late = page(
      await visitor.submit(response, "/changePassword", { password: "Another-Horse-8-Battery" }),
    );
    clock.mockRestore();

    expect(alertOf(late)).toBe("Invalid session for the user, session is expired.");
  });
});

describe("second factors that the emulator does not have", () => {
  it.each([
    ["ON", ["sms"], ["codes by SMS as second factor", "password only"]],
    [
      "OPTIONAL",
      ["sms", "email", "software-token"],
      ["codes by SMS as second factor", "here is codes by email or"],
    ],
  ] as const)("are named at start with mfa_configuration %s: %j", (mfa, secondFactors, texts) => {
    const [warning] = userPoolWarnings({ ...model, mfa, secondFactors });

    for (const text of texts) expect(warning).toContain(text);
  });

  it.each([
    ["OFF", ["sms"]],
    ["ON", ["software-token"]],
  ] as const)("are not named otherwise: %s with %j", (mfa, secondFactors) => {
    expect(userPoolWarnings({ ...model, mfa, secondFactors })).toEqual([]);
  });
});
