import { ownLoadBalancers } from "../own-load-balancers";
import type { Constraint } from "./constraint";

/** A load balancer in an existing VPC has subnets in two availability zones. */
export const checkLoadBalancerSubnets: Constraint = (environment) =>
  ownLoadBalancers(environment).flatMap(({ path, internal, network, lender }) => {
    if (network.type !== "existing") return [];
    const field = internal ? "privateSubnetIds" : "publicSubnetIds";
    if (network[field].length > 1) return [];
    const kind = internal ? "an internal load balancer" : "an internet-facing load balancer";
    return [
      {
        path: [...path, "network", lender?.field ?? field],
        message:
          lender === undefined
            ? `must have at least 2 entries: ${kind} is in these subnets, and needs two availability zones`
            : `must have a network with at least 2 ${field}: ${kind} is in these subnets, and needs two availability zones`,
        fix:
          lender === undefined
            ? "add a subnet of another availability zone"
            : `add a subnet of another availability zone to ${field} of ${lender.name}`,
      },
    ];
  });
