import { hasNetwork, networkOf } from "../network-owner";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/**
 * An internal load balancer is in private subnets and reaches Cognito through a NAT gateway. In a network
 * without one it has neither.
 */
export const checkInternalLoadBalancers = eachApplication(
  ({ internal, network, loadBalancer }, base, environment): ConstraintIssue[] => {
    if (!internal || loadBalancer.type !== "own" || !hasNetwork(environment, { network }))
      return [];
    const isShared = network.type === "application";
    const used = networkOf(environment, { network });
    if (used.type !== "new" || used.nat !== "none") return [];
    const whose = isShared ? `the network of "${network.application}"` : "its network";
    return [
      {
        path: [...base, "internal"],
        message: `must not be true while ${whose} has no NAT gateway (nat: "none"): an internal load balancer has no public address, so it could not reach Cognito, and every sign-in would end in a 500`,
        fix: isShared
          ? `give "${network.application}" nat: "single", or leave internal out`
          : 'write network: { type: "new", nat: "single" }, or leave internal out',
      },
    ];
  },
);
