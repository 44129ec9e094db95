import { parseCommandLine } from "../../scripts/users/command-line";

describe("npm run users", () => {
  it("creates a user in groups", () => {
    expect(
      parseCommandLine(["create", "you@example.com", "--group", "admins", "--group", "staff"]),
    ).toMatchObject({ command: "create", user: "you@example.com", groups: ["admins", "staff"] });
  });

  it.each(["add", "sign-out", "disable", "enable"])(
    "takes the name of a provider's user for %s",
    (command) => {
      const groups = command === "add" ? ["--group", "admins"] : [];
      for (const user of ["Google_1234567890", "employees_emma@example.com"])
        expect(parseCommandLine([command, user, ...groups])).toMatchObject({ command, user });
    },
  );

  it("lists users for programs", () => {
    expect(parseCommandLine(["list", "--json", "--environment", "prod"])).toMatchObject({
      command: "list",
      json: true,
      environment: "prod",
    });
  });

  it.each([
    [[], "A command is missing. Choose one of: create, add, list, sign-out, disable, enable."],
    [["delete", "you@example.com"], '"delete" is not a command.'],
    [["create"], 'create needs the user\'s email address, not "".'],
    [["create", "Google_1234"], 'create needs the user\'s email address, not "Google_1234".'],
    [
      ["disable", "you"],
      'disable needs the user\'s email address, or the name that list shows of a user of an identity provider, not "you".',
    ],
    [["add", "you@example.com"], "add needs --group NAME."],
    [["list", "you@example.com"], "list shows every user: remove what follows it."],
    [["create", "a@example.com", "b@example.com"], "name one user at a time."],
    [
      ["sign-out", "you@example.com", "--group", "x", "--json"],
      "--group belongs to create and add.\n--json belongs to list.",
    ],
    [["list", "--password", "x"], "Unknown option '--password'"],
  ])("rejects %j with the usage", (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(message);
    expect(() => parseCommandLine(args)).toThrow(/Usage: npm run users/);
  });
});
