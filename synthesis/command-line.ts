import { parseArgs } from "node:util";
import { UserError } from "../config/user-error";
import { environmentOptionMistake } from "./environment-option";

const command = "npm run synth";

export const usage = `Usage: ${command} -- [options]

  --environment NAME   environments/NAME.ts (or ENVIRONMENT=NAME)
  --help               this text
`;

/** What the command line of a synthesis says. */
export interface CommandLine {
  readonly help: boolean;
  /** Value of `--environment`, else of the variable `ENVIRONMENT`. */
  readonly environment: string | undefined;
}

/**
 * Reads the command line of a synthesis.
 * @throws UserError for everything that it does not understand
 */
export function parseCommandLine(
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
): CommandLine {
  const mistake = environmentOptionMistake(command, args, variables);
  if (mistake !== undefined) throw new UserError(mistake);
  const { environment, help } = parse(args);
  return { help: help === true, environment: environment ?? (variables.ENVIRONMENT || undefined) };
}

function parse(args: readonly string[]): { environment?: string; help?: boolean } {
  try {
    return parseArgs({
      args: [...args],
      options: { environment: { type: "string" }, help: { type: "boolean", short: "h" } },
    }).values;
  } catch (error) {
    // Node's message goes on with advice for positional arguments.
    const [reason] = (error as Error).message.split(/[.\n]/);
    throw new UserError(`${reason}.\n\n${usage}`);
  }
}
