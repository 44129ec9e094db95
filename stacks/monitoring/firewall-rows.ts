import type { Construct } from "constructs";
import { LoadBalancerFirewall } from "../../constructs/firewall/load-balancer-firewall";
import type { Row } from "../../constructs/monitoring/dashboard/dashboard";
import { firewallRow } from "../../constructs/monitoring/dashboard/firewall-row";

/** The row of the firewall that a stack has so far; none where it has no firewall. */
export function firewallRowsIn(stack: Construct, region: string): Row[] {
  return stack.node
    .findAll()
    .filter((each) => each instanceof LoadBalancerFirewall)
    .map((firewall) => firewallRow(region, firewall));
}
