import { parseOptions } from "../parse-options";

export const usage = `Usage: npm run findings -- [options]

Applies checks of checkov, Trivy and AWS Security Hub to the synthesized JSON, and prints each finding that
config/accepted-findings.ts does not accept. It writes .checkov.yaml, .trivyignore.yaml and docs/findings.md.

  --environment NAME   environments/NAME.ts; all of them by default
  --help               this text
`;

/** What the command line says. */
export interface CommandLine {
  readonly help: boolean;
  readonly environment: string | undefined;
}

/** @throws UserError for everything that it does not understand */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseOptions(usage, {
    args: [...args],
    options: { environment: { type: "string" }, help: { type: "boolean", short: "h" } },
  });
  return { help: values.help ?? false, environment: values.environment };
}
