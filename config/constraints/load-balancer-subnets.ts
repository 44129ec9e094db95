import { hasNetwork, networkOf } from "../network-owner";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/** A load balancer in an existing VPC has subnets in two availability zones. */
export const checkLoadBalancerSubnets = eachApplication(
  ({ internal, network, loadBalancer }, base, environment): ConstraintIssue[] => {
    if (loadBalancer.type !== "own" || !hasNetwork(environment, { network })) return [];
    const isShared = network.type === "application";
    const used = networkOf(environment, { network });
    if (used.type !== "existing") return [];
    const field = internal ? "privateSubnetIds" : "publicSubnetIds";
    if (used[field].length > 1) return [];
    const kind = internal ? "an internal load balancer" : "an internet-facing load balancer";
    return [
      {
        path: [...base, "network", isShared ? "application" : field],
        message: isShared
          ? `must have a network with at least 2 ${field}: ${kind} is in these subnets, and needs two availability zones`
          : `must have at least 2 entries: ${kind} is in these subnets, and needs two availability zones`,
        fix: isShared
          ? `add a subnet of another availability zone to ${field} of "${network.application}"`
          : "add a subnet of another availability zone",
      },
    ];
  },
);
