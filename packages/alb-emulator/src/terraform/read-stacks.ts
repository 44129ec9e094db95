import type { EmulatorModel } from "../model/emulator-model.ts";
import { existingUserPools } from "./existing-user-pools.ts";
import { readLoadBalancers } from "./load-balancers.ts";
import { Issues } from "./reader-issues.ts";
import { Resolver, type Variables } from "./references/resolver.ts";
import { ResourceReader } from "./resource-reader.ts";
import type { ResourceSource } from "./resource-source.ts";
import { checkResourceTypes } from "./resource-types.ts";
import type { RuleOrigins } from "./rule-origins.ts";
import { synthesizedResources } from "./synthesized-resources.ts";
import { loadStacks, type TerraformStack } from "./terraform-stack.ts";
import { userPoolReferences } from "./user-pool-references.ts";
import { readUserPoolParts, readUserPools } from "./user-pools.ts";

/** Options of {@link readStacks}. */
export interface ReadStacksOptions {
  /** Values of Terraform variables by name. @default - the variables' own defaults */
  readonly variables?: Variables;
  /**
   * Where listener rules are declared, for messages: by stack, then by Terraform address; a default
   * rule has the address of its listener.
   * @default - rules are named by their priority
   */
  readonly ruleOrigins?: RuleOrigins;
}

/**
 * Reads synthesized stacks.
 * @param folder One folder per stack, each with a `cdk.tf.json`: the `stacks` folder that CDKTF writes.
 * @param options Values of variables.
 * @returns The model that the emulator serves.
 * @throws ReaderError with every issue: missing files, references that cannot be resolved, attributes
 * and resource types that the emulator does not support.
 * @example
 * const { loadBalancers } = readStacks("stacks", { variables: { image_tag: "42" } });
 */
export function readStacks(folder: string, options: ReadStacksOptions = {}): EmulatorModel {
  return toModel(loadStacks(folder), options);
}

/** As {@link readStacks}, of stacks that are loaded already. */
export function toModel(
  stacks: readonly TerraformStack[],
  { variables, ruleOrigins = {} }: ReadStacksOptions = {},
): EmulatorModel {
  const source = synthesizedResources(stacks, new Resolver(stacks, variables));
  return readModel(source, ruleOrigins);
}

/**
 * Reads what the resources of any source mean.
 * @throws ReaderError with every issue
 */
export function readModel(source: ResourceSource, ruleOrigins: RuleOrigins = {}): EmulatorModel {
  const issues = new Issues();
  for (const issue of source.issues) issues.add(issue);
  checkResourceTypes(source, issues);
  const reader = new ResourceReader(source, issues);
  const notes: string[] = [];
  const partsOf = readUserPoolParts(reader);
  const declared = readUserPools(reader, partsOf);
  const existing = existingUserPools(userPoolReferences(reader), declared, partsOf, notes);
  const userPools = [...declared, ...existing];
  const loadBalancers = readLoadBalancers(reader, { userPools, issues, ruleOrigins, notes });
  if (loadBalancers.length === 0 && !source.resources.some(({ type }) => type === "aws_lb")) {
    issues.add(
      "No aws_lb is declared, and no rule of a listener, so there is nothing to serve. Add the stack, folder or state that declares one.",
    );
  }
  issues.throwIfAny();
  return { userPools, loadBalancers, notes };
}
