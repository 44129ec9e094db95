import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startUserPool } from "../../src/cognito/start-user-pool.ts";
import type { EmulatorUser } from "../../src/cognito/users/emulator-user.ts";
import { checkUsers } from "../../src/cognito/users/given-users.ts";
import { parseUsers, usersFromFile } from "../../src/cognito/users/users-from-file.ts";
import { AddressBook } from "../../src/model/address-book.ts";
import { EmulatorError } from "../../src/model/emulator-error.ts";
import type { UserPoolModel } from "../../src/model/user-pool.ts";
import { page, Visitor } from "../support/visitor.ts";
import { authorizeUrl, model } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "given-users-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Message of what is thrown. */
function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(EmulatorError);
    return (error as Error).message;
  }
  return "";
}

async function withUsers(
  users: readonly EmulatorUser[],
  run: (pool: Awaited<ReturnType<typeof startUserPool>>, base: string) => Promise<void>,
  overrides: Partial<UserPoolModel> = {},
) {
  const addresses = new AddressBook();
  const poolModel = { ...model, ...overrides };
  const pool = await startUserPool(poolModel, {
    addresses,
    givenUsers: users,
    usersFile: join(folder, "unused.json"),
  });
  try {
    await run(pool, addresses.localUrl(poolModel.domain?.baseUrl ?? ""));
  } finally {
    await pool.close();
  }
}

/** What the sign-in page says to this user. */
async function signIn(base: string, login: string, password: string) {
  const visitor = new Visitor();
  const signInPage = page(await visitor.visit(authorizeUrl(base)));
  return visitor.submitOnce(signInPage, "/login", { username: login, password });
}

describe(usersFromFile, () => {
  it.each([
    ["YAML", "users.yaml", "- email: zoe@example.com\n  attributes: { custom:level: '3' }\n"],
    ["JSON", "users.json", '[{"email":"zoe@example.com","attributes":{"custom:level":"3"}}]'],
  ])("reads %s", (_, name, text) => {
    const file = join(folder, name);
    writeFileSync(file, text);

    expect(usersFromFile(file)).toEqual([
      { email: "zoe@example.com", attributes: { "custom:level": "3" } },
    ]);
  });

  it("names a file that does not exist, or is neither JSON nor YAML", () => {
    const file = join(folder, "broken.yaml");
    writeFileSync(file, "- email: [");

    expect(messageOf(() => usersFromFile(join(folder, "none.yaml")))).toMatch(
      /none\.yaml cannot be read: ENOENT/,
    );
    expect(messageOf(() => usersFromFile(file))).toMatch(/broken\.yaml is neither JSON nor YAML/);
  });

  it("rejects a file that is not a list", () => {
    const file = join(folder, "object.yaml");
    for (const [text, found] of [
      ["users: []", "not an object"],
      ["", "not empty"],
    ] as const) {
      writeFileSync(file, text);
      expect(messageOf(() => usersFromFile(file))).toContain(
        `users must be a list of users, ${found}`,
      );
    }
  });
});

describe(parseUsers, () => {
  it("names every issue with its path", () => {
    const message = messageOf(() =>
      parseUsers([
        { email: "zoe", grups: ["admins"], enabled: "no" },
        { password: "x" },
        { username: "two words", groups: "admins" },
        { email: "amy@example.com", attributes: { department: "a", email: "b", "custom:n": 1 } },
        { email: "amy@example.com", sub: "1" },
        "amy@example.com",
      ]),
    );

    expect(message.split("\n")).toEqual([
      "The option users is not valid:",
      "  users[0].email is not an email address.",
      "  users[0].enabled must be a boolean.",
      expect.stringMatching(/users\[0\]\.grups is not a field of a user\. Use: email, username, /),
      expect.stringMatching(/users\[1\] has neither email nor username/),
      "  users[2].username must have 1 to 128 characters and no spaces.",
      "  users[2].groups must be an array.",
      expect.stringMatching(
        /users\[3\]\.attributes\.department is not an attribute of Cognito\. Write "custom:department"/,
      ),
      expect.stringMatching(/users\[3\]\.attributes\.email is a field of the user itself/),
      '  users[3].attributes["custom:n"] must be a string.',
      "  users[4].sub is not a UUID.",
      "  users[5] must be an object.",
    ]);
  });
});

describe(checkUsers, () => {
  const byName: UserPoolModel = {
    ...model,
    poolName: "machines",
    poolArn: `${model.poolArn}-2`,
    usernameAttributes: [],
    groups: [{ name: "robots", description: undefined, precedence: undefined }],
  };

  it("accepts a user of every pool who has what each of them needs", () => {
    checkUsers([model, byName], [{ email: "a@example.com", username: "a", groups: ["robots"] }]);
  });

  it("names every issue with the user", () => {
    const message = messageOf(() =>
      checkUsers(
        [model, byName],
        [
          { email: "a@example.com", userPool: "other" },
          { email: "b@example.com", groups: ["robots", "pilots"], username: "b" },
          { email: "c@example.com" },
          { email: "d@example.com", password: "short", userPool: "example" },
          { email: "D@example.com", userPool: "example" },
        ],
      ),
    );

    expect(message.split("\n")).toEqual([
      'users[0] (a@example.com): user pool "other" does not exist, so the user could not sign in anywhere. Use one of: example, machines.',
      'users[1] (b@example.com): group "pilots" is not declared, so tokens would not contain it. Declare it in user pools example, machines, or use one of: readers, admins, robots.',
      "users[2] (c@example.com): user pool machines signs users in with a user name, and the user has none. Add username, or name another user pool as userPool.",
      expect.stringMatching(
        /users\[3\] \(d@example\.com\): Password did not conform with policy: Password not long enough, .* \(user pool example\)/,
      ),
      expect.stringMatching(/users\[4\] \(D@example\.com\): has the same login as users\[3\]/),
    ]);
  });
});

describe("given users", () => {
  it("replace the demo users, and have the same sub at every start", async () => {
    const subs: unknown[] = [];
    const given = [{ email: "Zoe@example.com", groups: ["admins"], attributes: { name: "Zoe" } }];
    for (let start = 0; start < 2; start++) {
      await withUsers(given, async ({ users, demoUsers }) => {
        expect(demoUsers).toMatchObject([{ login: "Zoe@example.com", groups: ["admins"] }]);
        expect(users.all).toMatchObject([
          { attributes: { email: "zoe@example.com", email_verified: "true", name: "Zoe" } },
        ]);
        subs.push(users.all[0]?.sub);
      });
    }

    expect(subs[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(subs[1]).toBe(subs[0]);
  });

  it("sign in with their own password, or that of the demo users", async () => {
    const sub = "5c9d6a2e-3f0b-4f7e-9b62-1d2f5a7c8e90";
    const given = [
      { username: "zoe", password: "Another-Password-7", sub },
      { username: "max", userPool: "example" },
      { username: "amy", userPool: "other" },
    ];
    await withUsers(
      given,
      async ({ users, demoUsers }, base) => {
        expect(users.findByLogin("zoe")?.sub).toBe(sub);
        expect(demoUsers.map(({ login }) => login)).toEqual(["zoe", "max"]);
        for (const { login, password } of demoUsers) {
          expect((await signIn(base, login, password)).location).toContain("?code=");
        }
      },
      { usernameAttributes: [] },
    );
  });

  it("cannot sign in while they are disabled", async () => {
    await withUsers([{ email: "zoe@example.com", enabled: false }], async ({ demoUsers }, base) => {
      const { status, text } = await signIn(base, "zoe@example.com", demoUsers[0]?.password ?? "");
      const wrongPassword = await signIn(base, "zoe@example.com", "Wrong-Password-7");

      expect(status).toBe(200);
      expect(text).toContain("User is disabled.");
      expect(wrongPassword.text).toContain("Incorrect username or password.");
    });
  });
});
