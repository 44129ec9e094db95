import { UserError } from "../../config/user-error";
import { parseOptions } from "../parse-options";

export const usage = `Usage: npm run diagram -- [options]

Draws the synthesized JSON of an environment: its network, its routes and its sign-in, each as SVG and as
Mermaid text. The same JSON always gives the same bytes.

  --environment NAME   environments/NAME.ts; all of them by default
  --output FOLDER      where to write; diagrams/NAME by default. Needs --environment
  --help               this text

Exit status: 0, or 1 when an environment cannot be drawn.
`;

/** What the command line says. */
export interface CommandLine {
  readonly help: boolean;
  readonly environment: string | undefined;
  readonly output: string | undefined;
}

/** @throws UserError for everything that it does not understand */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { environment, output, help = false } = parse(args);
  if (output !== undefined && environment === undefined && !help) {
    throw new UserError(
      `--output ${output} is one folder, and every environment has pictures of the same names. Add --environment and the name of one environment.\n\n${usage}`,
    );
  }
  return { help, environment, output };
}

function parse(args: readonly string[]) {
  return parseOptions(usage, {
    args: [...args],
    options: {
      environment: { type: "string" },
      output: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  }).values;
}
