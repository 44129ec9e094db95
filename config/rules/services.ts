import { fargateMemorySizesMiB } from "../fargate-sizes";
import type { Path } from "../fault";
import type { Service } from "../schema/environment";
import type { Rule, RuleFault } from "./rule";

/** Variables that the stack gives every container; see docs/container-contract.md. */
export const reservedVariables = [
  "PORT",
  "APP_URL",
  "ALB_ARN",
  "COGNITO_ISSUER",
  "COGNITO_CLIENT_ID",
  "COGNITO_DOMAIN_URL",
  "SESSION_COOKIE_NAMES",
] as const;

/** Services have a size that exists, sensible counts and no clash of variables, and are reached by a route. */
export const serviceRule: Rule = ({ applications }) =>
  Object.entries(applications).flatMap(([name, { services, routes, defaultRoute }]) => {
    const base = ["applications", name];
    const reached = new Set(
      [...routes.map(({ target }) => target), defaultRoute.target].flatMap((target) =>
        target?.type === "service" ? [target.service] : [],
      ),
    );
    const names = Object.keys(services);
    const [only] = names;
    if (defaultRoute.target === undefined && names.length === 1 && only !== undefined) {
      reached.add(only);
    }
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
  for (const kind of ["environment", "secrets"] as const) {
    for (const variable of Object.keys(service[kind])) {
      if (!(reservedVariables as readonly string[]).includes(variable)) continue;
      faults.push({
        path: [...path, kind, variable],
        rule: `must not be one of ${reservedVariables.join(", ")}: the container verifies its users by them`,
        fix: "choose another name",
      });
    }
  }
  for (const variable of Object.keys(service.secrets)) {
    if (!(variable in service.environment)) continue;
    faults.push({
      path: [...path, "secrets", variable],
      rule: "must not be in environment as well: ECS takes a name once",
      fix: "remove one of the two",
      inputs: [
        [...path, "secrets", variable],
        [...path, "environment", variable],
      ],
    });
  }
  return faults;
}

function describe(sizes: readonly number[]): string {
  const [first, second, ...rest] = sizes;
  const last = rest.at(-1);
  return sizes.length <= 4 || second === undefined
    ? sizes.join(", ")
    : `${first}, ${second} … ${last}`;
}
