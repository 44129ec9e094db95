import type { CostLine } from "../cost-line";
import type { StackResource, SynthesizedStack } from "../synthesized-stack";

/** What one resource of a type costs; nothing for one that is free. */
export type ResourceCost = (
  resource: StackResource,
  stack: SynthesizedStack,
) => readonly CostLine[];
