import { type CostLine, unknown } from "../cost-line";
import type { StackResource, SynthesizedStack } from "../synthesized-stack";
import { freeTypes } from "./free-types";
import { identityCosts } from "./identity-costs";
import { networkCosts } from "./network-costs";
import { operationsCosts } from "./operations-costs";
import type { ResourceCost } from "./resource-cost";
import { serviceCosts } from "./service-costs";

const resourceCosts: ReadonlyMap<string, ResourceCost> = new Map(
  [networkCosts, serviceCosts, identityCosts, operationsCosts].flatMap((costs) =>
    Object.entries(costs),
  ),
);

/** The resource exists once its service has an image. */
const existsWithImage = /^\$\{var\.\w+_image == "none" \? 0 : 1\}$/;

/** What a resource costs; nothing for one that is free. */
export function costOfResource(
  resource: StackResource,
  stack: SynthesizedStack,
): readonly CostLine[] {
  const { type, attributes } = resource;
  const costOf = resourceCosts.get(type);
  if (costOf === undefined) {
    return freeTypes.has(type) ? [] : [unknown(type, "the price table does not have this type")];
  }
  const lines = costOf(resource, stack);
  const { count = 1, for_each } = attributes;
  if (typeof count === "number" && for_each === undefined) {
    return count === 1 ? lines : lines.map((line) => ({ ...line, number: line.number * count }));
  }
  const isCounted = for_each === undefined && existsWithImage.test(String(count));
  return isCounted || lines.length === 0
    ? lines
    : [...lines, unknown(type, "its number is known to Terraform only; one is counted")];
}
