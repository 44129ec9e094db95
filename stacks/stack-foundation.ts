import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { Environment } from "../config/schema/environment";
import { declareBackend } from "../state/backend";
import type { StackAddress } from "../state/stack-address";

/** Where a stack of an environment keeps its state. */
export function stackAddress(environment: Environment, stackName: string): StackAddress {
  const { state, region, name } = environment;
  return { state, region, environmentName: name, stackName };
}

/** What every stack begins with: its backend, and the provider with the environment's tags. */
export function layFoundation(stack: TerraformStack, environment: Environment): void {
  declareBackend(stack, stackAddress(environment, stack.node.id));
  const { region, tags } = environment;
  new AwsProvider(stack, "aws", {
    region,
    ...(Object.keys(tags).length === 0 ? {} : { defaultTags: [{ tags: { ...tags } }] }),
  });
}
