import { UserError } from "../../config/user-error";
import { lockedPlatforms } from "../../synthesis/provider-locks/stale-lock";
import { parseOptions } from "../parse-options";

export const usage = `Usage: npm run lock -- [options]

Writes the checksums of the Terraform providers of each stack to locks/, for
${lockedPlatforms.join(", ")}. Commit that folder: synthesis puts the
files beside the JSON, and npm run deploy accepts no other provider.

  --environment NAME   environments/NAME.ts (or ENVIRONMENT=NAME); the only one by default
  --check              write nothing; exit status 1 when a file is missing or stale
  --mirror FOLDER      read the providers from this filesystem mirror, not from their registry
  --help               this text

Exit status: 0, or 1 when it failed.
`;

/** What the command line says. */
export interface CommandLine {
  readonly help: boolean;
  readonly environment: string | undefined;
  readonly check: boolean;
  readonly mirror: string | undefined;
}

/** @throws UserError with what it does not understand */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { help = false, environment, check = false, mirror } = parse(args);
  if (check && mirror !== undefined) {
    throw new UserError(`--check reads no provider: remove --mirror.\n\n${usage}`);
  }
  return { help, environment, check, mirror };
}

function parse(args: readonly string[]) {
  return parseOptions(usage, {
    args: [...args],
    options: {
      environment: { type: "string" },
      check: { type: "boolean" },
      mirror: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  }).values;
}
