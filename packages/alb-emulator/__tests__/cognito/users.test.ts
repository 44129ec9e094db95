import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startUserPool } from "../../src/cognito/start-user-pool.ts";
import { ensureDemoUsers } from "../../src/cognito/users/demo-users.ts";
import { UserDirectory } from "../../src/cognito/users/user-directory.ts";
import { AddressBook } from "../../src/model/address-book.ts";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import { model, password } from "./support.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "users-"));
  file = join(folder, "deep", "users.json");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("UserDirectory", () => {
  it("keeps users across restarts, with their sub and password", async () => {
    const created = await new UserDirectory(model, file).create({
      email: "zoe@example.com",
      password,
    });

    const after = new UserDirectory(model, file);

    expect(await after.authenticate("zoe@example.com", password)).toEqual(created);
    expect(readFileSync(file, "utf8")).not.toContain(password);
  });

  it.each([
    ["content that is not JSON", "{", /is not JSON/],
    ["something that is not a list", "{}", /is not a list of users/],
    [
      "a user without a status",
      '[{"sub":"1","username":"1","passwordHash":"x","attributes":{},"groups":[]}]',
      /entry 0: "status"/,
    ],
    [
      "a number as an attribute",
      '[{"sub":"1","username":"1","passwordHash":"x","status":"CONFIRMED","attributes":{"age":1},"groups":[]}]',
      /"attributes"/,
    ],
  ])("rejects a file with %s, and does not change it", (_name, content, message) => {
    file = join(folder, "users.json");
    writeFileSync(file, content);

    const open = () => new UserDirectory(model, file);

    expect(open).toThrow(EmulatorError);
    expect(open).toThrow(message);
    expect(readFileSync(file, "utf8")).toBe(content);
  });

  it("rejects a file that cannot be read", () => {
    expect(() => new UserDirectory(model, folder)).toThrow(/cannot be read/);
  });

  it("returns the groups that the pool declares, lowest precedence first", async () => {
    const users = new UserDirectory(model, undefined);
    const user = await users.create({
      email: "amy@example.com",
      password,
      groups: ["readers", "unknown", "admins"],
    });

    expect(users.groupsOf(user)).toEqual(["admins", "readers"]);
  });

  it("distinguishes user names by case only when the pool does", async () => {
    const strict = { ...model, usernameAttributes: [], caseSensitiveUsernames: true } as const;
    const users = new UserDirectory(strict, undefined);
    await users.create({ email: "b@example.com", username: "Bea", password });

    expect(users.findByLogin("Bea")?.username).toBe("Bea");
    expect(users.findByLogin("bea")).toBeUndefined();
  });

  it("rejects an expired code", async () => {
    let now = Date.now();
    const users = new UserDirectory(model, undefined, () => now);
    const user = await users.create({ email: "cy@example.com", password, status: "UNCONFIRMED" });
    const code = users.issueCode(user, "confirm");

    now += 24 * 3600 * 1000;

    expect(users.pendingCode("cy@example.com", "confirm")).toBeUndefined();
    expect(() => users.confirm("cy@example.com", code)).toThrow(/request a code again/);
  });
});

describe("wrong codes", () => {
  it.each(["confirm", "reset"] as const)("lock %s for an hour after five", async (purpose) => {
    let now = Date.now();
    const users = new UserDirectory(model, undefined, () => now);
    const user = await users.create({ email: "di@example.com", password, status: "UNCONFIRMED" });
    const use = async (code: string) =>
      purpose === "confirm"
        ? users.confirm("di@example.com", code)
        : users.resetPassword("di@example.com", code, password);
    const code = users.issueCode(user, purpose);
    const wrong = code === "000000" ? "111111" : "000000";

    for (let guess = 0; guess < 5; guess++) {
      await expect(use(wrong)).rejects.toThrow(/Invalid verification code/);
    }
    await expect(use(code)).rejects.toMatchObject({ code: "LimitExceededException" });
    const newCode = users.issueCode(user, purpose);
    await expect(use(newCode)).rejects.toThrow(/Attempt limit exceeded/);
    now += 61 * 60 * 1000;

    expect(await use(users.issueCode(user, purpose))).toMatchObject({ sub: user.sub });
  });
});

describe("demo users", () => {
  it.each([8, 14, 99])(
    "have passwords that a policy of %s characters accepts",
    async (minimumLength) => {
      const passwordPolicy = { ...model.passwordPolicy, minimumLength };
      const users = new UserDirectory({ ...model, passwordPolicy }, undefined);

      const demoUsers = await ensureDemoUsers({ ...model, passwordPolicy }, users);

      expect(demoUsers.map(({ login, groups }) => [login, groups])).toEqual([
        ["anna@example.com", ["admins", "readers"]],
        ["ben@example.com", []],
      ]);
      for (const { login, password: own } of demoUsers) {
        expect(await users.authenticate(login, own)).toBeDefined();
      }
    },
  );

  it("are not created again after removal from the file", async () => {
    await ensureDemoUsers(model, new UserDirectory(model, file));
    const users = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify(users.slice(1)));

    const demoUsers = await ensureDemoUsers(model, new UserDirectory(model, file));

    expect(demoUsers.map(({ login }) => login)).toEqual(["ben@example.com"]);
  });
});

describe("startUserPool", () => {
  it("keeps its keys across restarts when a file is given", async () => {
    const options = { addresses: new AddressBook(), keysFile: join(folder, "keys.json") };
    const keys = async () => {
      const running = await startUserPool(model, options);
      const jwks = await (await fetch(running.jwksUrl)).json();
      await running.close();
      return jwks;
    };

    const first = await keys();

    expect(first).toMatchObject({ keys: [{ alg: "RS256", kty: "RSA", use: "sig" }, {}] });
    expect(await keys()).toEqual(first);
  });
});
