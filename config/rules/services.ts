import { fargateMemorySizesMiB } from "../fargate-sizes";
import type { Path } from "../fault";
import { defaultTarget, signOutTarget } from "../routing-of";
import type { Service } from "../schema/environment";
import type { Rule, RuleFault } from "./rule";

/** Services have a size that exists, sensible counts, and are reached by a route. */
export const serviceRule: Rule = ({ applications }) =>
  Object.entries(applications).flatMap(([name, application]) => {
    const { services, routes, signOut } = application;
    const base = ["applications", name];
    const reached = new Set(
      [
        ...routes.map(({ target }) => target),
        defaultTarget(application),
        signOut.enabled ? signOutTarget(application) : undefined,
      ].flatMap((target) => (target?.type === "service" ? [target.service] : [])),
    );
    return Object.entries(services).flatMap(([service, settings]) => {
      const path = [...base, "services", service];
      const faults = serviceFaults(path, settings);
      if (!reached.has(service)) {
        faults.push({
          path,
          value: service,
          rule: "must be the target of a route: ECS refuses a service whose target group has no load balancer",
          fix: "add a route to it, or remove the service",
          inputs: [
            ...routes.map((_, index) => [...base, "routes", index, "target"]),
            [...base, "defaultRoute", "target"],
            [...base, "signOut", "target"],
          ],
          entriesOf: [[...base, "routes"]],
        });
      }
      return faults;
    });
  });

function serviceFaults(path: Path, service: Service): RuleFault[] {
  const faults: RuleFault[] = [];
  const sizes = fargateMemorySizesMiB(service.cpuUnits);
  if (!sizes.includes(service.memoryMiB)) {
    faults.push({
      path: [...path, "memoryMiB"],
      value: service.memoryMiB,
      rule: `must go with ${service.cpuUnits} CPU units: Fargate sells ${describe(sizes)} MiB with them`,
      fix: "choose one of these, or other cpuUnits",
      inputs: [
        [...path, "memoryMiB"],
        [...path, "cpuUnits"],
      ],
    });
  }
  if (service.count.minimum > service.count.maximum) {
    faults.push({
      path: [...path, "count", "minimum"],
      value: service.count.minimum,
      rule: `must not be larger than the maximum, ${service.count.maximum}`,
      fix: "lower it, or raise the maximum",
      inputs: [
        [...path, "count", "minimum"],
        [...path, "count", "maximum"],
      ],
    });
  }
  service.writablePaths.forEach((folder, index, all) => {
    const first = all.indexOf(folder);
    if (first === index) return;
    faults.push({
      path: [...path, "writablePaths", index],
      rule: "must be listed once: ECS mounts a folder once",
      fix: "remove it",
      inputs: [
        [...path, "writablePaths", index],
        [...path, "writablePaths", first],
      ],
    });
  });
  return faults;
}

function describe(sizes: readonly number[]): string {
  const [first, second, ...rest] = sizes;
  const last = rest.at(-1);
  return sizes.length <= 4 || second === undefined
    ? sizes.join(", ")
    : `${first}, ${second} … ${last}`;
}
