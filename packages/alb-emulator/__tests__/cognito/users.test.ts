import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startIdentity } from "../../src/cognito/start-identity.ts";
import { ensureDemoUsers } from "../../src/cognito/users/demo-users.ts";
import { UserDirectory } from "../../src/cognito/users/user-directory.ts";
import { AddressBook } from "../../src/model/address-book.ts";
import { password, pool } from "./support.ts";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "users-"));
  file = join(folder, "deep", "users.json");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("UserDirectory", () => {
  it("keeps users over a restart, with their sub and password", async () => {
    const created = await new UserDirectory(pool, file).create({
      email: "zoe@example.com",
      password,
    });

    const after = new UserDirectory(pool, file);

    expect(await after.authenticate("zoe@example.com", password)).toEqual(created);
    expect(readFileSync(file, "utf8")).not.toContain(password);
  });

  it.each([
    ["text that is not JSON", "{", /is not JSON/],
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
  ])("refuses a file with %s, and leaves it as it is", (_name, content, message) => {
    file = join(folder, "users.json");
    writeFileSync(file, content);

    expect(() => new UserDirectory(pool, file)).toThrow(message);
    expect(readFileSync(file, "utf8")).toBe(content);
  });

  it("gives groups that the pool declares, the lowest precedence first", async () => {
    const users = new UserDirectory(pool, undefined);
    const user = await users.create({
      email: "amy@example.com",
      password,
      groups: ["readers", "unknown", "admins"],
    });

    expect(users.groupsOf(user)).toEqual(["admins", "readers"]);
  });

  it("tells apart names that differ in case only where the pool does", async () => {
    const strict = { ...pool, usernameAttributes: [], caseSensitiveUsernames: true } as const;
    const users = new UserDirectory(strict, undefined);
    await users.create({ email: "b@example.com", username: "Bea", password });

    expect(users.findByLogin("Bea")?.username).toBe("Bea");
    expect(users.findByLogin("bea")).toBeUndefined();
  });

  it("lets a code expire", async () => {
    let now = Date.now();
    const users = new UserDirectory(pool, undefined, () => now);
    const user = await users.create({ email: "cy@example.com", password, status: "UNCONFIRMED" });
    const code = users.issueCode(user, "confirm");

    now += 24 * 3600 * 1000;

    expect(() => users.confirm("cy@example.com", code)).toThrow(/request a code again/);
  });
});

describe("ensureDemoUsers", () => {
  it.each([8, 14, 99])(
    "makes passwords that a policy of %s characters takes",
    async (minimumLength) => {
      const model = { ...pool, passwordPolicy: { ...pool.passwordPolicy, minimumLength } };
      const users = new UserDirectory(model, undefined);

      const demoUsers = await ensureDemoUsers(model, users);

      expect(demoUsers.map(({ login, groups }) => [login, groups])).toEqual([
        ["anna@example.com", ["admins", "readers"]],
        ["ben@example.com", []],
      ]);
      for (const { login, password: own } of demoUsers) {
        expect(await users.authenticate(login, own)).toBeDefined();
      }
    },
  );

  it("creates nobody again whom somebody removed from the file", async () => {
    await ensureDemoUsers(pool, new UserDirectory(pool, file));
    const users = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify(users.slice(1)));

    const demoUsers = await ensureDemoUsers(pool, new UserDirectory(pool, file));

    expect(demoUsers.map(({ login }) => login)).toEqual(["ben@example.com"]);
  });
});

describe("startIdentity", () => {
  it("keeps its signing keys over a restart where a file is given", async () => {
    const options = { addresses: new AddressBook(), keysFile: join(folder, "keys.json") };
    const keys = async () => {
      const identity = await startIdentity(pool, options);
      const jwks = await (await fetch(identity.jwksUrl)).json();
      await identity.close();
      return jwks;
    };

    const first = await keys();

    expect(first).toMatchObject({ keys: [{ alg: "RS256", kty: "RSA", use: "sig" }, {}] });
    expect(await keys()).toEqual(first);
  });
});
