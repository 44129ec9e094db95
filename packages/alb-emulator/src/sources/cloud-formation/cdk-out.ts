import { join } from "node:path";
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
  const manifest = join(folder, "manifest.json");
  let templates: readonly string[] = [];
  return {
    // Not the folder: its assets may hold thousands of files.
    watched: () => ({ folders: [], files: [manifest, ...templates] }),
    read: async () => {
      const source = templateResources(readAssembly(folder), options);
      templates = source.files;
      return readModel(source);
    },
  };
}
