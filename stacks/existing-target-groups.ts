import type { LoadBalancerEgress } from "../constructs/load-balancer/load-balancer-reference";
import type { RulePlan } from "../routing/rule-plan";

/** Allows the load balancer egress to the targets of every existing target group. */
export function allowEgressToTargetGroups(
  securityGroup: LoadBalancerEgress,
  { rules, defaultRule }: RulePlan,
): void {
  for (const { target } of [...rules, defaultRule]) {
    if (target.type !== "target-group" || target.egress === undefined) continue;
    securityGroup.allowEgressToTargetGroup({
      port: target.egress.port,
      cidr: target.egress.cidr,
      securityGroupId: target.egress.securityGroupId,
      description: "Requests and health checks to an existing target group",
    });
  }
}
