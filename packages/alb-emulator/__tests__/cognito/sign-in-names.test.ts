import { ensureDemoUsers } from "../../src/cognito/users/demo-users.ts";
import { UserDirectory } from "../../src/cognito/users/user-directory.ts";
import { page, Visitor } from "../support/visitor.ts";
import { authorizeUrl, model, password, withPool } from "./support.ts";

const named = { ...model, usernameAttributes: [], caseSensitiveUsernames: false } as const;

describe("alias attributes", () => {
  const aliasAttributes = ["email", "phone_number", "preferred_username"] as const;

  it("sign users in beside the user name, in any case", async () => {
    const users = new UserDirectory({ ...named, aliasAttributes }, undefined);
    const attributes = { phone_number: "+12065550123", preferred_username: "Boss" };
    const { sub } = await users.create({
      username: "bea",
      email: "bea@example.com",
      password,
      attributes,
    });

    for (const login of ["Bea", "BEA@example.com", "+12065550123", "boss"]) {
      expect((await users.authenticate(login, password))?.sub).toBe(sub);
    }
  });

  it("count once they are verified", async () => {
    const users = new UserDirectory({ ...named, aliasAttributes }, undefined);
    const user = await users.create({
      username: "cy",
      email: "cy@example.com",
      password,
      status: "UNCONFIRMED",
    });
    const before = users.findByLogin("cy@example.com");

    users.confirm("cy", users.issueCode(user, "confirm"));

    expect(before).toBeUndefined();
    expect(users.findByLogin("cy@example.com")?.username).toBe("cy");
  });

  it("belong to one user", async () => {
    const users = new UserDirectory({ ...named, aliasAttributes }, undefined);
    await users.create({ username: "di", email: "di@example.com", password });
    const second = await users.create({
      username: "di2",
      email: "di@example.com",
      password,
      status: "UNCONFIRMED",
    });

    const again = users.create({ username: "di3", email: "di@example.com", password });

    await expect(again).rejects.toMatchObject({ code: "AliasExistsException" });
    expect(() => users.confirm("di2", users.issueCode(second, "confirm"))).toThrow(
      "An account with the given email already exists.",
    );
  });

  it("do not sign in where the pool declares none", async () => {
    const users = new UserDirectory(named, undefined);
    await users.create({ username: "ed", email: "ed@example.com", password });

    expect(users.findByLogin("ed@example.com")).toBeUndefined();
  });
});

describe("phone numbers as user names", () => {
  const phones = { ...model, usernameAttributes: ["phone_number"] } as const;

  it("sign in, with a UUID as user name", async () => {
    const users = new UserDirectory(phones, undefined);
    const attributes = { phone_number: "+12065550123" };
    const user = await users.create({ password, attributes });

    expect(user).toMatchObject({
      username: user.sub,
      attributes: { phone_number_verified: "true" },
    });
    expect(users.findByLogin("+12065550123")).toEqual(user);
  });

  it.each(["", "12065550123", "+1 206"])("are rejected as %j", async (phone_number) => {
    const users = new UserDirectory(phones, undefined);

    await expect(users.create({ password, attributes: { phone_number } })).rejects.toThrow(
      "Invalid phone number format.",
    );
  });

  it("are those of the demo users", async () => {
    const demoUsers = await ensureDemoUsers(phones, new UserDirectory(phones, undefined));

    expect(demoUsers.map(({ login }) => login)).toEqual(["+12065550100", "+12065550101"]);
  });
});

describe("the label of the sign-in page", () => {
  it.each([
    [{ usernameAttributes: ["email"] }, "Email address"],
    [{ usernameAttributes: ["phone_number"] }, "Phone number"],
    [{ usernameAttributes: ["email", "phone_number"] }, "Email address or phone number"],
    [{ usernameAttributes: [] }, "User name"],
    [
      { usernameAttributes: [], aliasAttributes: ["email", "phone_number"] },
      "User name, email address or phone number",
    ],
  ] as const)("names what %j signs in with", async (overrides, label) => {
    await withPool(overrides, async ({ base }) => {
      const shown = page(await new Visitor().visit(authorizeUrl(base)));

      expect(shown.text).toContain(
        `<label class="label label-customizable" for="signInFormUsername">${label}</label>`,
      );
    });
  });
});
