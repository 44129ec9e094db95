import { hoursPerMonth, priceTable } from "./price-table";
import {
  blockOf,
  blocksOf,
  referredResource,
  resourcesOf,
  type StackResource,
  type SynthesizedStack,
} from "./synthesized-stack";

/** The tasks of a service that always run. */
export interface FargateTasks {
  /** Name of the service. */
  readonly service: string;
  /** Minimum number of tasks. */
  readonly number: number;
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly architecture: "ARM64" | "X86_64";
  readonly storageGiB: number;
  readonly hasPublicAddress: boolean;
  /** Tasks that always run on demand, before the weights count. */
  readonly onDemandBase: number;
  /** Shares of the other tasks. */
  readonly onDemandWeight: number;
  readonly spotWeight: number;
}

/** Storage of a task that is part of its price. */
const includedStorageGiB = 20;

/**
 * Reads the tasks of a service.
 * @returns a text that says why the price is unknown, for a service that does not run on Fargate
 */
export function fargateTasks(
  { name, attributes }: StackResource,
  stack: SynthesizedStack,
): FargateTasks | string {
  const task = referredResource(stack, "aws_ecs_task_definition", attributes.task_definition);
  if (task === undefined) return "its task definition is not part of the stack";
  const strategy = blocksOf(attributes.capacity_provider_strategy);
  const other = strategy.find(
    ({ capacity_provider }) => !/^FARGATE(_SPOT)?$/.test(String(capacity_provider)),
  );
  if (other !== undefined) return `capacity provider ${JSON.stringify(other.capacity_provider)}`;
  if (strategy.length === 0 && attributes.launch_type !== "FARGATE") {
    return `launch_type ${JSON.stringify(attributes.launch_type ?? "EC2")}`;
  }
  const onDemand = strategy.find(({ capacity_provider }) => capacity_provider === "FARGATE");
  const spot = strategy.find(({ capacity_provider }) => capacity_provider === "FARGATE_SPOT");
  const target = resourcesOf(stack, "aws_appautoscaling_target").find(
    (each) =>
      referredResource(stack, "aws_ecs_service", each.attributes.resource_id)?.name === name,
  );
  const platform = blockOf(task.attributes.runtime_platform);
  const family = platform.operating_system_family ?? "LINUX";
  if (family !== "LINUX") return `operating_system_family ${JSON.stringify(family)}`;
  const storage = blockOf(task.attributes.ephemeral_storage).size_in_gib;
  return {
    service: containerName(task) ?? String(attributes.name ?? name),
    number: Number(target?.attributes.min_capacity ?? attributes.desired_count ?? 1),
    cpuUnits: Number(task.attributes.cpu),
    memoryMiB: Number(task.attributes.memory),
    architecture: platform.cpu_architecture === "ARM64" ? "ARM64" : "X86_64",
    storageGiB: Number(storage ?? includedStorageGiB),
    hasPublicAddress: blockOf(attributes.network_configuration).assign_public_ip === true,
    onDemandBase: Number(onDemand?.base ?? 0),
    onDemandWeight: Number(onDemand?.weight ?? (strategy.length === 0 ? 1 : 0)),
    spotWeight: Number(spot?.weight ?? 0),
  };
}

/** Name of the service in the environment: in a cluster that applications share, ECS has a longer one. */
function containerName({ attributes }: StackResource): string | undefined {
  return /"name":"([^"]+)"/.exec(String(attributes.container_definitions))?.[1];
}

/** How many tasks run on demand, rounded up, and how many on Spot. */
export function tasksByCapacity(tasks: FargateTasks): { onDemand: number; spot: number } {
  const { number, onDemandBase, onDemandWeight, spotWeight } = tasks;
  const base = Math.min(number, onDemandBase);
  const rest = number - base;
  const weights = onDemandWeight + spotWeight;
  const onDemand = weights === 0 ? rest : Math.ceil((rest * onDemandWeight) / weights);
  return { onDemand: base + onDemand, spot: rest - onDemand };
}

/** US dollars a month of one task on demand. */
export function taskUsd({ cpuUnits, memoryMiB, architecture, storageGiB }: FargateTasks): number {
  const { prices } = priceTable;
  const isArm = architecture === "ARM64";
  const cpu = isArm ? prices.fargateCpuArm64 : prices.fargateCpuX86;
  const memory = isArm ? prices.fargateMemoryArm64 : prices.fargateMemoryX86;
  const storage = Math.max(0, storageGiB - includedStorageGiB) * prices.fargateStorage.usd;
  const anHour = (cpuUnits / 1024) * cpu.usd + (memoryMiB / 1024) * memory.usd + storage;
  return anHour * hoursPerMonth;
}

/** US dollars a month of all tasks of a service. */
export function tasksUsd(tasks: FargateTasks): number {
  const { onDemand, spot } = tasksByCapacity(tasks);
  return taskUsd(tasks) * (onDemand + spot * priceTable.spotShare);
}

/** The tasks of every service of a stack whose price is known. */
export function tasksOf(application: SynthesizedStack): FargateTasks[] {
  return resourcesOf(application, "aws_ecs_service").flatMap((service) => {
    const tasks = fargateTasks(service, application);
    return typeof tasks === "string" ? [] : [tasks];
  });
}
