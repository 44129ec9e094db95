import { findCheaperShapes } from "./cheaper-shapes/find-shapes";
import type { CheaperShape } from "./cheaper-shapes/shape";
import { type StackCost, stackCost } from "./stack-cost";
import type { SynthesizedStack } from "./synthesized-stack";

/** What an environment costs. */
export interface EnvironmentCost {
  /** Name of its file. */
  readonly environment: string;
  readonly regions: readonly string[];
  /** US dollars a month of all stacks, without any traffic. */
  readonly monthlyUsd: number;
  /** In deployment order. */
  readonly stacks: readonly StackCost[];
  readonly cheaperShapes: readonly CheaperShape[];
}

/** Computes the cost of an environment. */
export function environmentCost(
  environment: string,
  stacks: readonly SynthesizedStack[],
): EnvironmentCost {
  const costs = stacks.map(stackCost);
  return {
    environment,
    regions: [...new Set(stacks.flatMap(({ regions }) => regions))].sort(),
    monthlyUsd: costs.reduce((sum, stack) => sum + stack.monthlyUsd, 0),
    stacks: costs,
    cheaperShapes: findCheaperShapes(stacks),
  };
}
