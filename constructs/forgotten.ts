import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { requireTerraform } from "./required-terraform";

interface Removal {
  readonly from: string;
  readonly lifecycle: { readonly destroy: false };
}

const removals = new WeakMap<TerraformStack, Removal[]>();

/**
 * Makes Terraform forget a resource that an earlier apply created, and leave it as it is in AWS. Without
 * such a resource in the state, nothing happens.
 * @param former construct with the id of the resource
 * @param resourceType type of the resource in Terraform
 * @see https://developer.hashicorp.com/terraform/language/block/removed
 */
export function forget(former: Construct, resourceType: string): void {
  const stack = TerraformStack.of(former);
  requireTerraform(stack, 7);
  const declared = removals.get(stack) ?? [];
  declared.push({
    from: `${resourceType}.${stack.getLogicalId(former.node)}`,
    lifecycle: { destroy: false },
  });
  removals.set(stack, declared);
  stack.addOverride("removed", declared);
}
