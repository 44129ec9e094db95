import { UserError } from "../../config/user-error";
import { parseOptions } from "../parse-options";

export const usage = `Usage: npm run users -- COMMAND [options]

Users of the user pool that an environment has deployed.

  create EMAIL    sends a temporary password by email, with Cognito's own sender at most 50 a day;
                  adds an existing user to the groups
  add USER        adds an existing user to the groups
  list            every user with status and groups
  sign-out USER   revokes the user's refresh tokens: each session ends with its access token
  disable USER    the same, and the user cannot sign in any more
  enable USER     the user can sign in again

USER is an email address or, for a user of an identity provider, the name that list shows, such as
Google_1234567890.

  --group NAME         with create and add: a group that the user gets into; repeat it for more
  --json               with list: for programs
  --environment NAME   environments/NAME.ts (or ENVIRONMENT=NAME); the only one by default
  --help               this text

Exit status: 0, or 1 when it failed.
`;

const commands = ["create", "add", "list", "sign-out", "disable", "enable"] as const;

const emailAddress = /^[^\s@]+@[^\s@]+$/;

/** `<provider>_<id at the provider>`, as Cognito names users of identity providers. */
const providerUserName = /^[A-Za-z][A-Za-z0-9.-]*_\S+$/;

/** What to do with users. */
export type Command = (typeof commands)[number];

/** What the command line says. */
export interface CommandLine {
  readonly help: boolean;
  readonly command: Command;
  /** Empty with `list`. */
  readonly user: string;
  readonly groups: readonly string[];
  readonly json: boolean;
  readonly environment: string | undefined;
}

/** @throws UserError with everything that it does not understand */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const { help = false, group: groups = [], json = false, environment } = values;
  const [command = "", user = "", ...others] = positionals;
  if (help) return { help, command: "list", user, groups, json, environment };
  const mistakes: string[] = [];
  if (!isCommand(command)) {
    const given =
      command === "" ? "A command is missing" : `${JSON.stringify(command)} is not a command`;
    mistakes.push(`${given}. Choose one of: ${commands.join(", ")}.`);
  } else if (command === "list") {
    if (user !== "") mistakes.push("list shows every user: remove what follows it.");
  } else if (!emailAddress.test(user) && (command === "create" || !providerUserName.test(user))) {
    const expected =
      command === "create"
        ? "the user's email address"
        : "the user's email address, or the name that list shows of a user of an identity provider";
    mistakes.push(`${command} needs ${expected}, not ${JSON.stringify(user)}.`);
  }
  if (others.length > 0)
    mistakes.push(`${JSON.stringify(others.join(" "))} has no meaning: name one user at a time.`);
  if (groups.length > 0 && command !== "create" && command !== "add")
    mistakes.push("--group belongs to create and add.");
  if (groups.length === 0 && command === "add") mistakes.push("add needs --group NAME.");
  if (json && command !== "list") mistakes.push("--json belongs to list.");
  if (mistakes.length > 0) throw new UserError(`${mistakes.join("\n")}\n\n${usage}`);
  return { help, command: command as Command, user, groups, json, environment };
}

function isCommand(text: string): text is Command {
  return (commands as readonly string[]).includes(text);
}

function parse(args: readonly string[]) {
  return parseOptions(usage, {
    args: [...args],
    allowPositionals: true,
    options: {
      group: { type: "string", multiple: true },
      json: { type: "boolean" },
      environment: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
}
