import { parseCommandLine } from "../../scripts/users/command-line";

describe("npm run users", () => {
  it("creates a user in groups", () => {
    expect(
      parseCommandLine(["create", "you@example.com", "--group", "admins", "--group", "staff"]),
    ).toMatchObject({ command: "create", email: "you@example.com", groups: ["admins", "staff"] });
  });

  it("lists users for programs", () => {
    expect(parseCommandLine(["list", "--json", "--environment", "prod"])).toMatchObject({
      command: "list",
      json: true,
      environment: "prod",
    });
  });

  it.each([
    [[], "A command is missing. Choose one of: create, list, sign-out, disable, enable."],
    [["delete", "you@example.com"], '"delete" is not a command.'],
    [["create"], 'create needs the user\'s email address, not "".'],
    [["disable", "you"], 'disable needs the user\'s email address, not "you".'],
    [["list", "you@example.com"], "list shows every user: remove what follows it."],
    [["create", "a@example.com", "b@example.com"], "name one user at a time."],
    [
      ["sign-out", "you@example.com", "--group", "x", "--json"],
      "--group belongs to create.\n--json belongs to list.",
    ],
    [["list", "--password", "x"], "Unknown option '--password'"],
  ])("rejects %j with the usage", (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(message);
    expect(() => parseCommandLine(args)).toThrow(/Usage: npm run users/);
  });
});
