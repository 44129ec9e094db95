import {
  type CostLine,
  type FixedCost,
  monthlyUsd,
  type UnknownCost,
  type UsageCost,
} from "./cost-line";
import { costOfResource } from "./resource-costs/cost-of-resource";
import type { SynthesizedStack } from "./synthesized-stack";

/** What a stack costs. */
export interface StackCost {
  /** Name without the environment's. */
  readonly name: string;
  /** US dollars a month, without any traffic. */
  readonly monthlyUsd: number;
  readonly fixed: readonly FixedCost[];
  readonly byUse: readonly UsageCost[];
  readonly unknown: readonly UnknownCost[];
  /** Number of resources without a price, by type. */
  readonly free: ReadonlyMap<string, number>;
}

/** Sums up the resources of a stack: one line for each kind. */
export function stackCost(stack: SynthesizedStack): StackCost {
  const lines: CostLine[] = [];
  const free = new Map<string, number>();
  for (const resource of stack.resources) {
    const found = costOfResource(resource, stack);
    if (found.length === 0) free.set(resource.type, (free.get(resource.type) ?? 0) + 1);
    for (const line of found) add(lines, line);
  }
  return {
    name: stack.name,
    monthlyUsd: monthlyUsd(lines),
    fixed: lines.filter((line) => line.type === "fixed"),
    byUse: lines.filter((line) => line.type === "by-use"),
    unknown: lines.filter((line) => line.type === "unknown"),
    free: new Map([...free].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

function add(lines: CostLine[], line: CostLine): void {
  const index = lines.findIndex((each) => keyOf(each) === keyOf(line));
  const same = lines[index];
  if (same === undefined) lines.push(line);
  else lines[index] = { ...same, number: same.number + line.number };
}

function keyOf({ number: _, ...rest }: CostLine): string {
  return JSON.stringify(rest);
}
