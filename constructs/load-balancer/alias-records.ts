import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { LoadBalancer } from "./load-balancer";

/** Properties for {@link AliasRecords}. */
export interface AliasRecordsProps {
  readonly hostNames: readonly string[];
  readonly hostedZoneId: string;
  readonly loadBalancer: LoadBalancer;
}

/** DNS names of an application: A, and AAAA where the load balancer is dual-stack. */
export class AliasRecords extends Construct {
  constructor(scope: Construct, id: string, props: AliasRecordsProps) {
    super(scope, id);
    const { loadBalancer } = props;
    const types = loadBalancer.dualStack ? ["A", "AAAA"] : ["A"];
    props.hostNames.forEach((host, index) => {
      for (const type of types) {
        new Route53Record(this, `${type.toLowerCase()}_${index + 1}`, {
          zoneId: props.hostedZoneId,
          name: host,
          type,
          alias: {
            name: loadBalancer.dnsName,
            zoneId: loadBalancer.hostedZoneId,
            evaluateTargetHealth: true,
          },
        });
      }
    });
  }
}
