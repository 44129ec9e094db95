import type { ITerraformDependable } from "cdktf";

/** A VPC for a load balancer and services: a new or an existing one. */
export interface Network {
  readonly vpcId: string;
  /** Subnets with a route to an internet gateway, in two availability zones or more. */
  readonly publicSubnetIds: string[];
  /** Subnets with a route to a NAT gateway; none where tasks have public addresses. */
  readonly privateSubnetIds: string[];
  /** Whether tasks are in the public subnets and have public addresses, since there is no NAT gateway. */
  readonly tasksHavePublicAddresses: boolean;
  /** Whether the subnets have IPv6 ranges as well as IPv4 ranges. */
  readonly dualStack: boolean;
  /** Routes that must exist before the load balancer is reachable. */
  readonly publicRoutes: readonly ITerraformDependable[];
  /** Routes that must exist before a container can pull its image. */
  readonly privateRoutes: readonly ITerraformDependable[];
}
