import { resourcesOf, type SynthesizedStack } from "../synthesized-stack";
import { edge } from "./edge-shape";
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
 * @returns a shared load balancer, then the largest saving first, then what depends on use
 */
export function findCheaperShapes(stacks: readonly SynthesizedStack[]): CheaperShape[] {
  const applications = stacks.filter((stack) =>
    ["aws_lb", "aws_ecs_service"].some((type) => resourcesOf(stack, type).length > 0),
  );
  const others = [
    ...[sharedNetwork, singleNat, noNat, existingNetwork, oneTask, spot, arm64],
    ...[noContainerInsights, flowLogsInBucket, fewerFlowLogs, shorterLogs],
  ]
    .flatMap((find) => find(applications))
    .sort((one, other) => (other.savesUsd ?? -1) - (one.savesUsd ?? -1));
  // First, whatever it saves: most of the others save less once applications share a load balancer.
  return [...edge(applications), ...others];
}
