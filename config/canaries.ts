import type { Service } from "./schema/environment";

/** Name of a service's canary, in AWS and wherever an image is given. */
export function canaryName(service: string): string {
  return `${service}-canary`;
}

/** Names of everything that runs as an ECS service: services and their canaries. */
export function releaseNames(
  services: Readonly<Record<string, Pick<Service, "canary">>>,
): string[] {
  return Object.entries(services).flatMap(([name, { canary }]) =>
    canary === undefined ? [name] : [name, canaryName(name)],
  );
}
