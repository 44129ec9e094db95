import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { constructIdOf } from "../construct-id";
import { forget } from "../forgotten";
import type { LoadBalancerReference } from "./load-balancer-reference";

/** Properties for {@link AliasRecords}. */
export interface AliasRecordsProps {
  readonly hostNames: readonly string[];
  readonly hostedZoneId: string;
  readonly loadBalancer: LoadBalancerReference;
  /** What must exist before a host name leads to the load balancer. */
  readonly after: readonly ITerraformDependable[];
  /** Replace records of the same names that other stacks, or people, have created. @default false */
  readonly replaceOthers?: boolean | undefined;
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
  const { hostNames, hostedZoneId, loadBalancer, after } = props;
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
      ...(props.replaceOthers === true ? { allowOverwrite: true } : {}),
      dependsOn: [...after],
    });
  }
}

/** Properties for {@link ForgottenAliasRecords}. */
export interface ForgottenAliasRecordsProps {
  readonly hostNames: readonly string[];
  /** Host names that have no IPv6 address where they lead to now, so that their AAAA records are deleted. */
  readonly withoutIpv6: readonly string[];
}

/**
 * The records of host names that lead to another load balancer now. What {@link AliasRecords} with the same
 * id has created stays as it is in AWS.
 */
export class ForgottenAliasRecords extends Construct {
  constructor(scope: Construct, id: string, props: ForgottenAliasRecordsProps) {
    super(scope, id);
    const { hostNames, withoutIpv6 } = props;
    const records = { a: hostNames, aaaa: hostNames.filter((each) => !withoutIpv6.includes(each)) };
    for (const [type, names] of Object.entries(records)) {
      const recordScope = new Construct(this, type);
      for (const hostName of names) {
        forget(new Construct(recordScope, constructIdOf(hostName)), Route53Record.tfResourceType);
      }
    }
  }
}
