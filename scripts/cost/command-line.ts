import { parseOptions } from "../parse-options";

export const usage = `Usage: npm run cost -- [options]

Prints what an environment costs a month without any traffic, stack by stack, and what cheaper shapes
would save and give up. It reads the synthesized JSON and a dated price table, and asks nobody.

  --environment NAME   environments/NAME.ts; all of them by default
  --json               for programs (docs/cost.md describes it)
  --help               this text
`;

/** What the command line says. */
export interface CommandLine {
  readonly help: boolean;
  readonly environment: string | undefined;
  readonly json: boolean;
}

/** @throws UserError for everything that it does not understand */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseOptions(usage, {
    args: [...args],
    options: {
      environment: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  const { environment, json = false, help = false } = values;
  return { help, environment, json };
}
