import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { constructIdOf } from "../construct-id";
import type { LoadBalancerReference } from "./load-balancer-reference";

/** Properties for {@link AliasRecords}. */
export interface AliasRecordsProps {
  readonly hostNames: readonly string[];
  readonly hostedZoneId: string;
  readonly loadBalancer: LoadBalancerReference;
  /** The HTTPS listener with its certificate and rules: no host name leads to it earlier. */
  readonly listenerRules: readonly ITerraformDependable[];
}

/** DNS records of an application's host names: A, and AAAA when the load balancer is dual-stack. */
export class AliasRecords extends Construct {
  constructor(scope: Construct, id: string, props: AliasRecordsProps) {
    super(scope, id);
    addRecords(new Construct(this, "a"), "A", props);
    if (props.loadBalancer.dualStack) addRecords(new Construct(this, "aaaa"), "AAAA", props);
  }
}

function addRecords(scope: Construct, type: "A" | "AAAA", props: AliasRecordsProps): void {
  const { hostNames, hostedZoneId, loadBalancer, listenerRules } = props;
  for (const hostName of hostNames) {
    new Route53Record(scope, constructIdOf(hostName), {
      zoneId: hostedZoneId,
      name: hostName,
      type,
      alias: {
        name: loadBalancer.loadBalancerDnsName,
        zoneId: loadBalancer.loadBalancerHostedZoneId,
        evaluateTargetHealth: true,
      },
      dependsOn: [...listenerRules],
    });
  }
}
