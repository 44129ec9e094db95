import type { Source } from "../sources/source.ts";
import { synthesizedStacks } from "../sources/synthesized-stacks.ts";
import { terraformRoots } from "../sources/terraform-root/terraform-root.ts";
import { terraformStates } from "../sources/terraform-states.ts";
import type { CommandLineOption } from "./command-line-option.ts";
import { listed, type OptionValues, single } from "./parse-arguments.ts";
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
  const sources = [
    ...(stacks === undefined ? [] : [synthesizedStacks(stacks)]),
    ...(directories.length === 0
      ? []
      : [
          terraformRoots(directories, {
            varFiles,
            remoteOutputFiles,
            onProgress: (text) => process.stderr.write(`${text}\n`),
          }),
        ]),
    ...(states.length === 0 ? [] : [terraformStates(states)]),
  ];
  if (sources.length > 1) {
    throw new UsageError(
      "--stacks, --terraform and --state name different sources, and one is served at a time. Use one of them.",
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
