import { readStacks } from "../terraform/read-stacks.ts";
import type { Source } from "./source.ts";

/**
 * Serves Terraform JSON that is synthesized already.
 * @param folder One folder per stack, each with a `cdk.tf.json`: the `stacks` folder that CDKTF writes.
 * @returns A source for {@link startEmulator}.
 * @example
 * const source = synthesizedStacks("stacks");
 */
export function synthesizedStacks(folder: string): Source {
  return {
    watched: () => ({ folders: [folder], isRelevant: (file) => file.endsWith(".json") }),
    read: async () => readStacks(folder),
  };
}
