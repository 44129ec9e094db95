import { type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

interface Move {
  readonly from: string;
  readonly to: string;
}

const moves = new WeakMap<TerraformStack, Move[]>();

/**
 * Declares that a resource had the address of another construct in an earlier version, so that
 * Terraform keeps it.
 * @see https://developer.hashicorp.com/terraform/language/block/moved
 */
export function movedFrom(former: Construct, resource: TerraformResource): void {
  const stack = TerraformStack.of(resource);
  const address = (logicalId: string) => `${resource.terraformResourceType}.${logicalId}`;
  const declared = moves.get(stack) ?? [];
  declared.push({
    from: address(stack.getLogicalId(former.node)),
    to: address(resource.friendlyUniqueId),
  });
  moves.set(stack, declared);
  stack.addOverride("moved", declared);
}
