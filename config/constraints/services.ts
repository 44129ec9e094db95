import { fargateMemorySizesMiB } from "../fargate-sizes";
import type { Path } from "../issue";
import { defaultTarget, signOutTarget } from "../routing-of";
import type { Service } from "../schema/environment";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** Services have a size that Fargate supports and a sound capacity, and a route leads to each. */
export const checkServices = eachApplication((application, base) => {
  const { services, routes, signOut } = application;
  const fallback = defaultTarget(application);
  const reached = new Set(
    [
      ...routes.map(({ target }) => target),
      fallback,
      signOut.enabled ? signOutTarget(application) : undefined,
    ].flatMap((target) => (target?.type === "service" ? [target.service] : [])),
  );
  return Object.entries(services).flatMap(([name, service]) => {
    const path = [...base, "services", name];
    const issues = serviceIssues(path, service);
    // Without a default target, which is an issue of its own, any service may be meant.
    if (fallback !== undefined && !reached.has(name)) {
      issues.push({
        path,
        value: name,
        message:
          "must be the target of a route: ECS rejects a service whose target group has no load balancer",
        fix: "add a route to it, or remove the service",
      });
    }
    return issues;
  });
});

function serviceIssues(path: Path, service: Service): ConstraintIssue[] {
  const { cpuUnits, memoryMiB, scaling } = service;
  const issues: ConstraintIssue[] = [];
  const sizes = fargateMemorySizesMiB(cpuUnits);
  if (!sizes.includes(memoryMiB)) {
    issues.push({
      path: [...path, "memoryMiB"],
      message: `must be a size that Fargate supports with ${cpuUnits} CPU units: ${describe(sizes)} MiB`,
      fix: "choose one of these, or other cpuUnits",
    });
  }
  if (scaling.minCapacity > scaling.maxCapacity) {
    issues.push({
      path: [...path, "scaling", "minCapacity"],
      message: `must not be larger than maxCapacity, which is ${scaling.maxCapacity}`,
      fix: "lower it, or raise maxCapacity",
    });
  }
  return [
    ...issues,
    ...folderIssues(path, service),
    ...healthCheckIssues(path, service),
    ...capacityIssues(path, service),
  ];
}

function healthCheckIssues(path: Path, { healthCheck }: Service): ConstraintIssue[] {
  const { intervalSeconds, timeoutSeconds } = healthCheck;
  if (timeoutSeconds < intervalSeconds) return [];
  return [
    {
      path: [...path, "healthCheck", "timeoutSeconds"],
      message: `must be less than intervalSeconds, which is ${intervalSeconds}: AWS rejects the target group`,
      fix: "lower it, or raise intervalSeconds",
    },
  ];
}

function capacityIssues(path: Path, { capacity, scaling }: Service): ConstraintIssue[] {
  const { onDemandBase, onDemandWeight, spotWeight } = capacity;
  if (onDemandWeight > 0 || spotWeight > 0) return [];
  return [
    {
      path: [...path, "capacity", "onDemandWeight"],
      message: `must not be 0 while spotWeight is 0: ECS could place no task beyond onDemandBase, which is ${onDemandBase}, and maxCapacity is ${scaling.maxCapacity}`,
      fix: "raise one of the weights",
    },
  ];
}

function folderIssues(path: Path, service: Service): ConstraintIssue[] {
  const { memoryMiB, writablePaths, writablePathSizeMiB, volumePaths } = service;
  const issues: ConstraintIssue[] = [];
  const mounted = new Set<string>();
  for (const [field, folders] of Object.entries({ writablePaths, volumePaths })) {
    folders.forEach((folder, index) => {
      if (mounted.has(folder)) {
        issues.push({
          path: [...path, field, index],
          message: "must not repeat an entry: ECS rejects a folder that is mounted twice",
          fix: "remove it",
        });
      }
      mounted.add(folder);
    });
  }
  const totalMiB = writablePaths.length * writablePathSizeMiB;
  if (totalMiB >= memoryMiB) {
    issues.push({
      path: [...path, "writablePathSizeMiB"],
      message: `must leave memory for the container: ${writablePaths.length} × ${writablePathSizeMiB} MiB of writablePaths can fill the task's ${memoryMiB} MiB, and ECS kills a container that runs out of memory`,
      fix: "lower it, raise memoryMiB, or move large folders to volumePaths",
    });
  }
  return issues;
}

function describe(sizes: readonly number[]): string {
  const [first, second, ...rest] = sizes;
  const last = rest.at(-1);
  return sizes.length <= 4 || second === undefined
    ? sizes.join(", ")
    : `${first}, ${second} … ${last}`;
}
