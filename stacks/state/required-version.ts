import type { State } from "../../config/schema/environment";

/**
 * The `required_version` of the emitted JSON: the oldest Terraform that has every feature of it.
 * `terraform_data` came with 1.4, the project of a `cloud` block with 1.6,
 * the native lock file of the `s3` backend with 1.10.
 * @see https://developer.hashicorp.com/terraform/language/block/terraform#required_version
 */
export function requiredTerraformVersion(state: State): string {
  if (state.type === "s3") return ">= 1.10";
  if (state.type === "cloud" && state.project !== undefined) return ">= 1.6";
  return ">= 1.4";
}
