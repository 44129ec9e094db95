import type { ITerraformDependable } from "cdktf";

/** A VPC with room for a load balancer and for services, made here or there already. */
export interface Network {
  readonly vpcId: string;
  /** Subnets with a route to an internet gateway, in two availability zones or more. */
  readonly publicSubnetIds: string[];
  /** Subnets that reach the internet through a NAT gateway. */
  readonly privateSubnetIds: string[];
  /** Whether the subnets have IPv6 ranges beside IPv4. */
  readonly dualStack: boolean;
  /** What must exist before a load balancer can be reached. */
  readonly publicRoutes: readonly ITerraformDependable[];
  /** What must exist before a container can pull its image. */
  readonly privateRoutes: readonly ITerraformDependable[];
}
