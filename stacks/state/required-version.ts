import type { State } from "../../config/schema/environment";

/**
 * Minor version of the oldest Terraform 1 that has every feature of the emitted JSON; constructs with
 * newer features raise it.
 * `terraform_data` came with 1.4, the project of a `cloud` block with 1.6,
 * the native lock file of the `s3` backend with 1.10.
 * @see https://developer.hashicorp.com/terraform/language/block/terraform#required_version
 */
export function requiredTerraformMinor(state: State): number {
  if (state.type === "s3") return 10;
  if (state.type === "cloud" && state.project !== undefined) return 6;
  return 4;
}
