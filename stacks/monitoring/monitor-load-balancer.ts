import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Construct } from "constructs";
import { LoadBalancerAlarms } from "../../constructs/monitoring/load-balancer-alarms";
import { NatGatewayAlarms } from "../../constructs/monitoring/nat-gateway-alarms";
import type { StackMonitoring } from "./stack-monitoring";

/** A load balancer to monitor. */
export interface MonitoredLoadBalancer {
  readonly loadBalancerArnSuffix: string;
  /** Whether applications share it. */
  readonly isShared: boolean;
  /** Whether its access logs are a table with saved queries. */
  readonly hasAccessLogTable: boolean;
}

/**
 * Creates the alarms of a load balancer, and those of the stack's NAT gateways.
 * @param monitoring absent where the environment has none
 */
export function monitorLoadBalancer(
  scope: Construct,
  monitoring: StackMonitoring | undefined,
  { loadBalancerArnSuffix, isShared, hasAccessLogTable }: MonitoredLoadBalancer,
): void {
  if (monitoring === undefined) return;
  const { name, topicArn, settings } = monitoring;
  new LoadBalancerAlarms(scope, "load_balancer_alarms", {
    name,
    topicArn,
    settings,
    loadBalancerArnSuffix,
    isShared,
    hasAccessLogTable,
  });
  const gateways = scope.node.findAll().filter((each) => each instanceof NatGateway);
  const gatewayAlarms = new Construct(scope, "nat_gateway_alarms");
  for (const [index, gateway] of gateways.entries()) {
    const zone = index + 1;
    new NatGatewayAlarms(gatewayAlarms, String(zone), {
      name,
      topicArn,
      settings,
      natGatewayId: gateway.id,
      zone: gateways.length === 1 ? undefined : zone,
    });
  }
}
