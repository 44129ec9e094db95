import { ownLoadBalancers } from "../own-load-balancers";
import type { Constraint } from "./constraint";

/**
 * An internal load balancer is in private subnets and reaches Cognito through a NAT gateway. In a network
 * without one it has neither.
 */
export const checkInternalLoadBalancers: Constraint = (environment) =>
  ownLoadBalancers(environment).flatMap(({ path, internal, network, lender }) => {
    if (!internal || network.type !== "new" || network.nat !== "none") return [];
    const whose = lender === undefined ? "its network" : `the network of ${lender.name}`;
    return [
      {
        path: [...path, "internal"],
        message: `must not be true while ${whose} has no NAT gateway (nat: "none"): an internal load balancer has no public address, so it could not reach Cognito, and every sign-in would end in a 500`,
        fix:
          lender === undefined
            ? 'write network: { type: "new", nat: "single" }, or leave internal out'
            : `give ${lender.name} nat: "single", or leave internal out`,
      },
    ];
  });
