import type { Construct } from "constructs";
import type { AlarmProps } from "./alarm-settings";
import { Alarms } from "./alarms";

/** Properties for {@link NatGatewayAlarms}. */
export interface NatGatewayAlarmsProps extends AlarmProps {
  readonly natGatewayId: string;
  /** Number of the zone, where each has a gateway. @default - there is one gateway */
  readonly zone?: number | undefined;
}

/** An alarm of a NAT gateway that has no port left for a further connection. */
export class NatGatewayAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: NatGatewayAlarmsProps) {
    super(scope, id, props);
    const { name, zone, settings } = props;
    if (settings.off.includes("nat-ports")) return;
    this.onMetric(zone === undefined ? "nat-ports" : `nat-ports-${zone}`, {
      description: `The NAT gateway of ${name} has no port left, so connections to the internet fail: containers cannot fetch keys or call APIs. Reuse connections, or use nat: "per-az".`,
      metric: {
        namespace: "AWS/NATGateway",
        metricName: "ErrorPortAllocation",
        dimensions: { NatGatewayId: props.natGatewayId },
      },
      statistic: "Sum",
      comparison: "above",
      threshold: 0,
      periodSeconds: 300,
      dataPoints: [1, 1],
    });
  }
}
