import { readModel } from "../../terraform/read-stacks.ts";
import type { Source } from "../source.ts";
import { readAssembly } from "./cdk-assembly.ts";
import type { CloudFormationOptions } from "./stacks.ts";
import { templateResources } from "./template-resources.ts";

/**
 * Serves the stacks of an AWS CDK app, those of stages and nested stacks too.
 * @param folder What `cdk synth` wrote, usually `cdk.out`.
 * @param options Values of parameters; region of stacks that can be deployed to any.
 * @returns A source for {@link startEmulator}.
 * @see https://docs.aws.amazon.com/cdk/v2/guide/deploy.html#deploy-how-synth-app
 * @example
 * const source = cdkOut("cdk.out");
 */
export function cdkOut(folder: string, options: CloudFormationOptions = {}): Source {
  return {
    watched: () => ({ folders: [folder], isRelevant: (file) => file.endsWith(".json") }),
    read: async () => readModel(templateResources(readAssembly(folder), options)),
  };
}
