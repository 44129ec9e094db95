import { canaryName } from "../../../config/canaries";
import { type FargateTasks, tasksOf, tasksUsd } from "../fargate-tasks";
import { priceText } from "../price-table";
import { blocksOf, resourcesOf } from "../synthesized-stack";
import type { CheaperShape, FindShapes } from "./shape";

/** One task instead of several. */
export const oneTask: FindShapes = eachService((tasks) => {
  if (tasks.number < 2) return undefined;
  return {
    setting: "scaling.minCapacity: 1",
    tasks: { ...tasks, number: 1 },
    givesUp:
      "Users get errors from the end of the only task until another is ready; it has no other zone. Deployments still start the new task first.",
  };
});

/** ARM64 instead of X86_64. */
export const arm64: FindShapes = eachService((tasks) => {
  if (tasks.architecture === "ARM64") return undefined;
  return {
    setting: 'architecture: "ARM64"',
    tasks: { ...tasks, architecture: "ARM64" },
    givesUp: "The image must be built for ARM64, with everything in it.",
  };
});

/** Spot for all tasks but one. */
export const spot: FindShapes = eachService((tasks) => {
  if (tasks.number < 2 || tasks.spotWeight > 0) return undefined;
  return {
    setting: "capacity: { onDemandBase: 1, onDemandWeight: 0, spotWeight: 1 }",
    tasks: { ...tasks, onDemandBase: 1, onDemandWeight: 0, spotWeight: 1 },
    givesUp:
      "AWS takes tasks on Spot back with two minutes' notice, and while it has no others only the first task runs. The saving is about right, since AWS changes the price of Spot.",
  };
});

/** Container Insights off. */
export const noContainerInsights: FindShapes = (applications) =>
  (
    [
      ["enabled", "metric"],
      ["enhanced", "enhancedMetric"],
    ] as const
  ).flatMap(([value, price]) => {
    const users = applications.filter((application) =>
      resourcesOf(application, "aws_ecs_cluster").some(({ attributes }) =>
        blocksOf(attributes.setting).some(
          (setting) => setting.name === "containerInsights" && setting.value === value,
        ),
      ),
    );
    if (users.length === 0) return [];
    return [
      {
        setting: 'containerInsights: "disabled"',
        applications: users.map(({ name }) => name),
        savesByUse: `${priceText(price)}, ${priceText("logsTakenIn")} of its logs`,
        givesUp:
          "Metrics of single tasks and their network. CPU and memory of each service stay, and are free.",
      },
    ];
  });

/** Days for which the shape keeps logs. */
const shortRetentionDays = 30;

/** Logs that are kept for a month. */
export const shorterLogs: FindShapes = (applications) => {
  const users = applications.filter((application) =>
    resourcesOf(application, "aws_cloudwatch_log_group").some(
      // Without a retention, logs are kept forever.
      ({ attributes }) => Number(attributes.retention_in_days ?? Infinity) > shortRetentionDays,
    ),
  );
  if (users.length === 0) return [];
  return [
    {
      setting: `logRetentionDays: ${shortRetentionDays}`,
      applications: users.map(({ name }) => name),
      savesByUse: `${priceText("logsStored")}, of those that are older`,
      givesUp: "What happened earlier than that cannot be looked up.",
    },
  ];
};

/** The same service with other tasks. */
interface OtherTasks {
  readonly setting: string;
  readonly tasks: FargateTasks;
  readonly givesUp: string;
}

function eachService(change: (tasks: FargateTasks) => OtherTasks | undefined): FindShapes {
  return (applications) =>
    applications.flatMap((application) =>
      withoutCanaries(tasksOf(application)).flatMap((tasks): CheaperShape[] => {
        const other = change(tasks);
        if (other === undefined) return [];
        return [
          {
            setting: `services.${tasks.service}.${other.setting}`,
            applications: [application.name],
            savesUsd: tasksUsd(tasks) - tasksUsd(other.tasks),
            givesUp: other.givesUp,
          },
        ];
      }),
    );
}

/** A canary has the settings of its service, and none of its own. */
function withoutCanaries(all: readonly FargateTasks[]): FargateTasks[] {
  const canaries = new Set(all.map(({ service }) => canaryName(service)));
  return all.filter(({ service }) => !canaries.has(service));
}
