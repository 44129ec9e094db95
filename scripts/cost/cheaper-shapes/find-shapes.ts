import { resourcesOf, type SynthesizedStack } from "../synthesized-stack";
import {
  existingNetwork,
  fewerFlowLogs,
  flowLogsInBucket,
  noNat,
  sharedNetwork,
  singleNat,
} from "./network-shapes";
import { arm64, noContainerInsights, oneTask, shorterLogs, spot } from "./service-shapes";
import type { CheaperShape } from "./shape";

/**
 * What would cost less: settings that the environment file has today. Each saving is computed alone.
 * @param stacks all of an environment
 * @returns the largest saving first, then what depends on use
 */
export function findCheaperShapes(stacks: readonly SynthesizedStack[]): CheaperShape[] {
  const applications = stacks.filter((stack) => resourcesOf(stack, "aws_lb").length > 0);
  return [
    ...[sharedNetwork, singleNat, noNat, existingNetwork, oneTask, spot, arm64],
    ...[noContainerInsights, flowLogsInBucket, fewerFlowLogs, shorterLogs],
  ]
    .flatMap((find) => find(applications))
    .sort((one, other) => (other.savesUsd ?? -1) - (one.savesUsd ?? -1));
}
