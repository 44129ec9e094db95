import type { StandInModel } from "../model/emulator-model.ts";
import { readIdentities } from "./identities.ts";
import { readLoadBalancers } from "./load-balancers.ts";
import { Problems } from "./reader-issues.ts";
import { Resolver, type Variables } from "./references/resolver.ts";
import { ResourceReader } from "./resource-reader.ts";
import { checkResourceTypes } from "./resource-types.ts";
import { loadStacks, type TerraformStack } from "./terraform-stack.ts";

/** Options of {@link readStandIn}. */
export interface ReadOptions {
  /** Values of Terraform variables. @default - the variables' own defaults */
  readonly variables?: Variables;
}

/**
 * Turns synthesized stacks into the model that the stand-ins serve.
 * @param folder Such as `cdktf.out/stacks`.
 * @throws ReaderError with every problem at once.
 */
export function readStandIn(folder: string, options: ReadOptions = {}): StandInModel {
  return toStandIn(loadStacks(folder), options);
}

/** As {@link readStandIn}, of stacks that were read already. */
export function toStandIn(
  stacks: readonly TerraformStack[],
  { variables }: ReadOptions = {},
): StandInModel {
  const problems = new Problems();
  checkResourceTypes(stacks, problems);
  const reader = new ResourceReader(stacks, new Resolver(stacks, variables), problems);
  const identities = readIdentities(reader);
  const loadBalancers = readLoadBalancers(reader, identities, problems);
  if (loadBalancers.length === 0) {
    problems.add("No stack declares an aws_lb, so there is nothing to serve.");
  }
  problems.throwIfAny();
  return { identities, loadBalancers };
}
