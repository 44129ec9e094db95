import type { LoadBalancerSecurityGroup } from "../constructs/load-balancer/load-balancer-security-group";
import type { TargetGroupEgress } from "../routing/route";
import type { RulePlan } from "../routing/rule-plan";

/** Lets the load balancer reach the targets of every target group that was there before. */
export function openWayToTargetGroups(
  securityGroup: LoadBalancerSecurityGroup,
  { rules, defaultRule }: RulePlan,
): void {
  const destinations = new Map<string, TargetGroupEgress>();
  for (const { target } of [...rules, defaultRule]) {
    if (target.type !== "target-group" || target.egress === undefined) continue;
    const { port, cidr, securityGroupId } = target.egress;
    destinations.set(`${securityGroupId ?? cidr} ${port}`, target.egress);
  }
  [...destinations.values()].forEach((destination, index) => {
    securityGroup.allowEgress(`target_group_${index + 1}`, {
      ...destination,
      description: "Requests and health checks to a target group that was there before",
    });
  });
}
