import { byUse, type CostLine, fixed, unknown } from "../cost-line";
import { fargateTasks, tasksByCapacity, taskUsd } from "../fargate-tasks";
import { priceTable } from "../price-table";
import { blocksOf, type StackResource, type SynthesizedStack } from "../synthesized-stack";
import type { ResourceCost } from "./resource-cost";

function service(resource: StackResource, stack: SynthesizedStack): readonly CostLine[] {
  const tasks = fargateTasks(resource, stack);
  if (typeof tasks === "string") return [unknown("aws_ecs_service", tasks)];
  const { onDemand, spot } = tasksByCapacity(tasks);
  const { cpuUnits, memoryMiB, architecture, storageGiB, hasPublicAddress, number } = tasks;
  const storage = storageGiB > 20 ? `, ${storageGiB} GB of storage` : "";
  const kind = `Fargate task, ${cpuUnits / 1024} vCPU, ${memoryMiB / 1024} GB, ${architecture}${storage}`;
  const usd = taskUsd(tasks);
  return [
    ...(onDemand > 0 ? [fixed(kind, onDemand, usd)] : []),
    ...(spot > 0 ? [fixed(`${kind}, on Spot (about)`, spot, usd * priceTable.spotShare)] : []),
    ...(hasPublicAddress ? [fixed("Public IPv4 address", number, "publicIpv4Address")] : []),
    byUse("Fargate tasks above the minimum", {
      text: architecture === "ARM64" ? armTask : x86Task,
    }),
  ];
}

const { fargateCpuArm64, fargateMemoryArm64, fargateCpuX86, fargateMemoryX86 } = priceTable.prices;
const armTask = `${fargateCpuArm64.usd} per vCPU and hour, ${fargateMemoryArm64.usd} per GB and hour`;
const x86Task = `${fargateCpuX86.usd} per vCPU and hour, ${fargateMemoryX86.usd} per GB and hour`;

function cluster({ attributes }: StackResource): readonly CostLine[] {
  const insights = blocksOf(attributes.setting).find(({ name }) => name === "containerInsights");
  switch (insights?.value) {
    case undefined:
    case "disabled":
      return [];
    case "enabled":
      return [byUse("Container Insights, while tasks run", "metric", "logsTakenIn")];
    case "enhanced":
      return [
        byUse("Container Insights (enhanced), while tasks run", "enhancedMetric", "logsTakenIn"),
      ];
    default:
      return [unknown("aws_ecs_cluster", `containerInsights ${JSON.stringify(insights?.value)}`)];
  }
}

/** Target tracking has one alarm to add tasks, and one to remove them. */
function scalingPolicy({ attributes }: StackResource): readonly CostLine[] {
  const { policy_type = "StepScaling" } = attributes;
  return policy_type === "TargetTrackingScaling"
    ? [fixed("CloudWatch alarm of autoscaling", 2, "alarm")]
    : [];
}

/** Containers, their images and their logs. */
export const serviceCosts: Readonly<Record<string, ResourceCost>> = {
  aws_appautoscaling_policy: scalingPolicy,
  aws_cloudwatch_log_group: () => [byUse("Logs", "logsTakenIn", "logsStored")],
  aws_ecr_repository: () => [byUse("Container images", "imageStored")],
  aws_ecs_cluster: cluster,
  aws_ecs_service: service,
  aws_s3_bucket: () => [byUse("S3 bucket", "bucketStored")],
};
