import { UserError } from "../../config/user-error";
import { parseOptions } from "../parse-options";

export const usage = `Usage: npm run routes -- --diff REF [options]

Says what changes for people between a revision of this project and its files as they are now: which
requests become public, which scopes they need, which sessions end.

  --diff REF           a commit, branch or tag, such as HEAD~1 or origin/main
  --environment NAME   environments/NAME.ts; all of them by default
  --json               for programs (docs/routes.md describes it)
  --help               this text

Exit status: 0, or 3 when a request becomes public that was not, or open to users outside of its groups; 1 when the comparison is impossible.
`;

/** What the command line says. */
export interface CommandLine {
  readonly help: boolean;
  readonly revision: string;
  readonly environment: string | undefined;
  readonly json: boolean;
}

/** @throws UserError for everything that it does not understand */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { diff, environment, json = false, help = false } = parse(args);
  if (!help && (diff === undefined || diff === "" || diff.startsWith("-"))) {
    throw new UserError(
      `There is nothing to compare with. Add --diff and a revision, such as --diff HEAD~1.\n\n${usage}`,
    );
  }
  return { help, revision: diff ?? "", environment, json };
}

function parse(args: readonly string[]) {
  return parseOptions(usage, {
    args: [...args],
    options: {
      diff: { type: "string" },
      environment: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  }).values;
}
