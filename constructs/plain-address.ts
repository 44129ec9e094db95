import type { ITerraformDependable, TerraformResource } from "cdktf";

/**
 * A resource as a dependency by its plain address: `depends_on` of an output takes no expression, which
 * is what cdktf writes.
 */
export function plainAddress(resource: TerraformResource): ITerraformDependable {
  return { fqn: `${resource.terraformResourceType}.${resource.friendlyUniqueId}` };
}
