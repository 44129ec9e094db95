import type { LoadBalancerSecurityGroup } from "../constructs/load-balancer/load-balancer-security-group";
import { destinationKey } from "../constructs/network/egress-rule";
import type { RulePlan } from "../routing/rule-plan";

/** Lets the load balancer reach the targets of every target group that was there before. */
export function openWayToTargetGroups(
  securityGroup: LoadBalancerSecurityGroup,
  { rules, defaultRule }: RulePlan,
): void {
  for (const { target } of [...rules, defaultRule]) {
    if (target.type !== "target-group" || target.egress === undefined) continue;
    const destination = {
      ...target.egress,
      description: "Requests and health checks to a target group that was there before",
    };
    securityGroup.allowEgress(`target_group_${destinationKey(destination)}`, destination);
  }
}
