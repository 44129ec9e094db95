import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

const required = new WeakMap<TerraformStack, number>();

/**
 * Declares that the JSON of a stack needs a version of Terraform 1; the newest that anything needs counts.
 * @param minor second part of the version
 */
export function requireTerraform(scope: Construct, minor: number): void {
  const stack = TerraformStack.of(scope);
  if (minor <= (required.get(stack) ?? -1)) return;
  required.set(stack, minor);
  stack.addOverride("terraform.required_version", `>= 1.${minor}`);
}
