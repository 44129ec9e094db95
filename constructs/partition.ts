import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** Partition of the ARNs, such as `aws`, looked up once per stack: no policy may have a wildcard there. */
export function partitionOf(scope: Construct): string {
  const stack = TerraformStack.of(scope);
  const found = stack.node.tryFindChild("partition");
  const partition =
    found instanceof DataAwsPartition ? found : new DataAwsPartition(stack, "partition");
  return partition.partition;
}
