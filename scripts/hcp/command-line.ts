import { UserError } from "../../config/user-error";
import { type GivenImage, imageMistake, parseGivenImage } from "../deploy/image-option";
import { parseOptions } from "../parse-options";

export const usage = `Usage: npm run hcp -- run STACK [options]
       npm run hcp -- count [--environment NAME]

Runs a stack in HCP Terraform or Terraform Enterprise through its API, without Terraform on this machine.

  run STACK    synthesizes, uploads the folder of a stack, such as shared-identity or tasks, and follows
               the run to its end; plans only, unless --apply is there
  count        how many managed resources the environment has, of the 500 of the free plan

  --environment NAME              environments/NAME.ts (or ENVIRONMENT=NAME); the only one by default
  --apply                         apply the plan after a question
  --yes                           do not ask
  --destroy                       plan to destroy everything in the stack
  --image [STACK/]SERVICE=IMAGE   image of a service, by digest: REPOSITORY@sha256:…; repeat it for more.
                                  A service without it keeps the image that is deployed
  --message TEXT                  shown beside the run
  --help                          this text

The token is that of TFE_TOKEN, TF_TOKEN_app_terraform_io or terraform login.

Exit status: 0 when it was applied or nothing has to change; 2 when a plan has changes that were not to be
applied; 1 when it failed, was declined, discarded, canceled or stopped by a policy; 130 after an interruption,
while the run goes on.
`;

/** What the command line says. */
export interface CommandLine {
  readonly help: boolean;
  readonly command: "run" | "count";
  /** Empty with `count`. */
  readonly stack: string;
  readonly environment: string | undefined;
  readonly apply: boolean;
  readonly yes: boolean;
  readonly destroy: boolean;
  readonly images: readonly GivenImage[];
  readonly message: string | undefined;
}

/** @throws UserError with everything that it does not understand */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const { help = false, apply = false, yes = false, destroy = false, image = [] } = values;
  const [command = "", stack = "", ...others] = positionals;
  const mistakes = help ? [] : mistakesOf(command, stack, others, values);
  if (mistakes.length > 0) throw new UserError(`${mistakes.join("\n")}\n\n${usage}`);
  return {
    help,
    command: command === "count" ? "count" : "run",
    stack,
    environment: values.environment,
    apply,
    yes,
    destroy,
    images: image.flatMap((each) => parseGivenImage(each) ?? []),
    message: values.message,
  };
}

function mistakesOf(
  command: string,
  stack: string,
  others: readonly string[],
  values: ReturnType<typeof parse>["values"],
): string[] {
  const { apply = false, yes = false, destroy = false, image = [], message } = values;
  const mistakes = image.filter((each) => parseGivenImage(each) === undefined).map(imageMistake);
  if (command !== "run" && command !== "count") {
    mistakes.push(
      `${command === "" ? "A command is missing" : `${JSON.stringify(command)} is not a command`}. Choose run or count.`,
    );
  }
  if (command === "run" && stack === "") {
    mistakes.push("run needs the name of a stack, such as shared-identity.");
  }
  if (command === "count" && stack !== "") {
    mistakes.push("count looks at every stack: remove what follows it.");
  }
  if (others.length > 0) {
    mistakes.push(`${JSON.stringify(others.join(" "))} has no meaning: name one stack at a time.`);
  }
  if (
    command === "count" &&
    (apply || yes || destroy || image.length > 0 || message !== undefined)
  ) {
    mistakes.push("--apply, --yes, --destroy, --image and --message belong to run.");
  }
  if (yes && !apply) mistakes.push("--yes has no meaning without --apply.");
  return mistakes;
}

function parse(args: readonly string[]) {
  return parseOptions(usage, {
    args: [...args],
    allowPositionals: true,
    options: {
      environment: { type: "string" },
      apply: { type: "boolean" },
      yes: { type: "boolean", short: "y" },
      destroy: { type: "boolean" },
      image: { type: "string", multiple: true },
      message: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
}
