import { UserError } from "../../config/user-error";
import { parseOptions } from "../parse-options";
import { type GivenImage, imageMistake, parseGivenImage } from "./image-option";
import { type ImageToolName, imageToolNames } from "./images/image-tool";

export const usage = `Usage: npm run deploy -- [options]

Deploys an environment: synthesizes it, applies its stacks in order, builds and pushes the images of
services that have "build" in the environment file, and says what is left to do.

  --environment NAME              environments/NAME.ts (or ENVIRONMENT=NAME); the only one by default
  --only STACK                    this stack alone, such as shared-identity or tasks; repeat it for more
  --image [STACK/]SERVICE=IMAGE   image of a service, by digest: REPOSITORY@sha256:…; repeat it for more
  --build-with NAME               ${imageToolNames.join(", ")}; the first one that is installed by default
  --no-build                      build nothing: services keep the image that is deployed, or have none
  --plan                          show what would change, and change nothing
  --yes                           apply without asking
  --help                          this text

Exit status: 0 when everything is as the environment file says, or is planned with --plan; 1 when
something failed or was declined. Run the command again to continue.
`;

/** What the command line says. */
export interface CommandLine {
  readonly help: boolean;
  readonly environment: string | undefined;
  /** Empty for every stack. */
  readonly only: readonly string[];
  readonly images: readonly GivenImage[];
  readonly buildWith: ImageToolName | undefined;
  /** Whether services with `build` are left with the image that is deployed. */
  readonly noBuild: boolean;
  readonly plan: boolean;
  readonly yes: boolean;
}

/** @throws UserError with everything that it does not understand */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const {
    environment,
    only = [],
    image = [],
    plan = false,
    yes = false,
    help = false,
    ...rest
  } = parse(args);
  const { "build-with": buildWith, "no-build": noBuild = false } = rest;
  const mistakes = image.filter((each) => parseGivenImage(each) === undefined).map(imageMistake);
  if (buildWith !== undefined && !isImageTool(buildWith)) {
    mistakes.push(
      `--build-with must be one of ${imageToolNames.join(", ")}, not ${JSON.stringify(buildWith)}.`,
    );
  }
  if (mistakes.length > 0) throw new UserError(`${mistakes.join("\n")}\n\n${usage}`);
  return {
    help,
    environment,
    only,
    images: image.flatMap((each) => parseGivenImage(each) ?? []),
    buildWith: buildWith as ImageToolName | undefined,
    noBuild,
    plan,
    yes,
  };
}

function parse(args: readonly string[]) {
  return parseOptions(usage, {
    args: [...args],
    options: {
      environment: { type: "string" },
      only: { type: "string", multiple: true },
      image: { type: "string", multiple: true },
      "build-with": { type: "string" },
      "no-build": { type: "boolean" },
      plan: { type: "boolean" },
      yes: { type: "boolean", short: "y" },
      help: { type: "boolean", short: "h" },
    },
  }).values;
}

function isImageTool(name: string): name is ImageToolName {
  return (imageToolNames as readonly string[]).includes(name);
}
