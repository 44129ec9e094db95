import type { ITerraformDependable } from "cdktf";
import type { Network } from "./network";

/** Where the tasks of a service run. */
export interface TaskPlacement {
  readonly subnetIds: string[];
  /** Whether each task has a public IPv4 address, its only egress where there is no NAT gateway. */
  readonly assignPublicIp: boolean;
  /** Routes that must exist before a container can pull its image. */
  readonly routes: readonly ITerraformDependable[];
}

/** Private subnets, or the public ones of a network without a NAT gateway. */
export function taskPlacement(network: Network): TaskPlacement {
  return network.tasksHavePublicAddresses
    ? { subnetIds: network.publicSubnetIds, assignPublicIp: true, routes: network.publicRoutes }
    : { subnetIds: network.privateSubnetIds, assignPublicIp: false, routes: network.privateRoutes };
}
