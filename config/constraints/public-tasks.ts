import { networkOf } from "../network-owner";
import { eachApplication } from "./applications";
import type { ConstraintIssue } from "./constraint";

/**
 * An internal load balancer is in private subnets and reaches Cognito through a NAT gateway. In a network
 * without one it has neither.
 */
export const checkInternalLoadBalancers = eachApplication(
  ({ internal, network }, base, { applications }): ConstraintIssue[] => {
    if (!internal) return [];
    const isShared = network.type === "application";
    // A network that leads nowhere is an issue of its own.
    if (isShared && isOwnerMissing(applications[network.application]?.network.type)) return [];
    const used = networkOf(applications, { network });
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

function isOwnerMissing(type: string | undefined): boolean {
  return type === undefined || type === "application";
}
