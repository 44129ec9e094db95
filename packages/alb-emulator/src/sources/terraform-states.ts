import { readModel } from "../terraform/read-stacks.ts";
import { readStateFile } from "../terraform/values/state-file.ts";
import { valueResources } from "../terraform/values/value-resources.ts";
import type { Source } from "./source.ts";

/**
 * Serves what has been applied: states, or plans for infrastructure that exists, as JSON. Secrets in them
 * are used, and neither written nor shown.
 * @param files What `terraform show -json` printed, or state files; `NAME=file` names the application.
 * @returns A source for {@link startEmulator}.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 * @example
 * const source = terraformStates(["shop=state.json"]);
 */
export function terraformStates(files: readonly string[]): Source {
  return {
    watched: () => ({ folders: [], files: files.map((file) => file.replace(/^[\w-]+=/, "")) }),
    read: async () => readModel(valueResources(files.flatMap(readStateFile))),
  };
}
