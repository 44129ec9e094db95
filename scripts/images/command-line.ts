import { UserError } from "../../config/user-error";
import { type ImageToolName, imageToolNames } from "../deploy/images/image-tool";
import { parseOptions } from "../parse-options";

export const usage = `Usage: npm run images -- [options]

Builds the images of the services that have "build" in the environment file, and pushes those that the
registry does not have. Terraform is not needed. Standard output has one line for each service, which
npm run deploy takes after --image: APPLICATION/SERVICE=REPOSITORY@sha256:…

  --environment NAME   environments/NAME.ts (or ENVIRONMENT=NAME); the only one by default
  --build-with NAME    ${imageToolNames.join(", ")}; the first one that is installed by default
  --missing            build nothing: name the repositories that do not exist yet, one a line
  --help               this text

Exit status: 0, or 1 when something failed.
`;

/** What the command line says. */
export interface CommandLine {
  readonly help: boolean;
  readonly environment: string | undefined;
  readonly buildWith: ImageToolName | undefined;
  readonly missing: boolean;
}

/** @throws UserError for everything that it does not understand */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { environment, missing = false, help = false, ...rest } = parse(args);
  const buildWith = imageToolNames.find((name) => name === rest["build-with"]);
  if (rest["build-with"] !== buildWith) {
    throw new UserError(
      `--build-with must be one of ${imageToolNames.join(", ")}, not ${JSON.stringify(rest["build-with"])}.\n\n${usage}`,
    );
  }
  return { help, environment, buildWith, missing };
}

function parse(args: readonly string[]) {
  return parseOptions(usage, {
    args: [...args],
    options: {
      environment: { type: "string" },
      "build-with": { type: "string" },
      missing: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  }).values;
}
