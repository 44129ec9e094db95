import { cdkOut } from "../sources/cloud-formation/cdk-out.ts";
import { cloudFormationTemplates } from "../sources/cloud-formation/cloud-formation-templates.ts";
import type { CloudFormationOptions } from "../sources/cloud-formation/stacks.ts";
import type { Source } from "../sources/source.ts";
import { synthesizedStacks } from "../sources/synthesized-stacks.ts";
import { terraformStates } from "../sources/terraform-states.ts";
import type { CommandLineOption } from "./command-line-option.ts";
import { parseParameters } from "./parameter-option.ts";
import { listed, type OptionValues, single } from "./parse-arguments.ts";
import { terraformWithProgress } from "./terraform-progress.ts";
import { UsageError } from "./usage-error.ts";

/** Where resources come from: options of every command. */
export const sourceOptions = [
  {
    name: "stacks",
    value: "FOLDER",
    description: ["use stacks that are synthesized already"],
  },
  {
    name: "terraform",
    isRepeatable: true,
    value: "FOLDER",
    description: [
      "use Terraform code: Terraform computes its values with mocked",
      "providers, without credentials; a later FOLDER can read the",
      "outputs of earlier ones from their states",
    ],
  },
  {
    name: "var-file",
    isRepeatable: true,
    value: "FILE",
    description: ["variables of the Terraform code"],
  },
  {
    name: "remote-outputs",
    isRepeatable: true,
    value: "FILE",
    description: ["what the code reads from other states, as terraform output -json"],
  },
  {
    name: "state",
    isRepeatable: true,
    value: "[NAME=]FILE",
    description: ["use what is applied: the output of terraform show -json"],
  },
  {
    name: "cdk-out",
    value: "FOLDER",
    description: ["use an AWS CDK app: the folder that cdk synth wrote"],
  },
  {
    name: "template",
    isRepeatable: true,
    value: "[NAME=]FILE",
    description: ["use CloudFormation templates, JSON or YAML; NAME is the stack's"],
  },
  {
    name: "parameter",
    isRepeatable: true,
    value: "[STACK:]NAME=VALUE",
    description: ["value of a parameter of CloudFormation templates"],
  },
  {
    name: "region",
    value: "REGION",
    description: ["of CloudFormation stacks without one (AWS_REGION, or us-east-1)"],
  },
] as const satisfies readonly CommandLineOption[];

/**
 * The source that the options name; empty where they name none.
 * @throws UsageError when they name several kinds of sources
 */
export function sourceOf(values: OptionValues): { readonly source?: Source } {
  const stacks = single(values.stacks);
  const directories = listed(values.terraform);
  const states = listed(values.state);
  const varFiles = listed(values["var-file"]);
  const remoteOutputFiles = listed(values["remote-outputs"]);
  const cdkFolder = single(values["cdk-out"]);
  const templates = listed(values.template);
  const isCloudFormation = cdkFolder !== undefined || templates.length > 0;
  const cloudFormation = cloudFormationOptions(values, isCloudFormation);
  const sources = [
    ...(stacks === undefined ? [] : [synthesizedStacks(stacks)]),
    ...(directories.length === 0
      ? []
      : [terraformWithProgress(directories, { varFiles, remoteOutputFiles })]),
    ...(states.length === 0 ? [] : [terraformStates(states)]),
    ...(cdkFolder === undefined ? [] : [cdkOut(cdkFolder, cloudFormation)]),
    ...(templates.length === 0 ? [] : [cloudFormationTemplates(templates, cloudFormation)]),
  ];
  if (sources.length > 1) {
    throw new UsageError(
      "--stacks, --terraform, --state, --cdk-out and --template name different sources, and one is served at a time. Use one of them.",
    );
  }
  if (directories.length === 0 && varFiles.length + remoteOutputFiles.length > 0) {
    throw new UsageError(
      "--var-file and --remote-outputs belong to Terraform code, so they have no effect here. Add --terraform with its folder, or remove them.",
    );
  }
  const [source] = sources;
  return source === undefined ? {} : { source };
}

/** @throws UsageError for values that cannot be read, or have no effect */
function cloudFormationOptions(
  values: OptionValues,
  isCloudFormation: boolean,
): CloudFormationOptions {
  const texts = listed(values.parameter);
  const givenRegion = single(values.region);
  const { parameters, invalid } = parseParameters(texts);
  if (invalid.length > 0) {
    throw new UsageError(
      invalid
        .map(
          (text) =>
            `--parameter "${text}" has no name and value. Write NAME=VALUE, or STACK:NAME=VALUE for one stack.`,
        )
        .join("\n"),
    );
  }
  if (!isCloudFormation && (texts.length > 0 || givenRegion !== undefined)) {
    throw new UsageError(
      "--parameter and --region belong to CloudFormation, so they have no effect here. Add --cdk-out or --template, or remove them.",
    );
  }
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const region = givenRegion ?? (AWS_REGION || AWS_DEFAULT_REGION);
  return { parameters, ...(region ? { region } : {}) };
}
