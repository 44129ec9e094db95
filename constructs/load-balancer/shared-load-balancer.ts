import { Construct } from "constructs";
import { LoadBalancerEgressRules } from "./load-balancer-egress";
import type { LoadBalancerEgress, LoadBalancerReference } from "./load-balancer-reference";

/** Properties for {@link SharedLoadBalancer}. */
export interface SharedLoadBalancerProps {
  readonly loadBalancerArn: string;
  readonly loadBalancerArnSuffix: string;
  readonly loadBalancerDnsName: string;
  readonly loadBalancerHostedZoneId: string;
  readonly loadBalancerSecurityGroupId: string;
  readonly dualStack: boolean;
}

/**
 * A load balancer that another stack owns. The application adds egress rules to its security group, each
 * as a resource of its own, and changes nothing else of it.
 */
export class SharedLoadBalancer extends Construct implements LoadBalancerReference {
  readonly loadBalancerArn: string;
  readonly loadBalancerArnSuffix: string;
  readonly loadBalancerDnsName: string;
  readonly loadBalancerHostedZoneId: string;
  readonly dualStack: boolean;
  readonly securityGroup: LoadBalancerEgress;

  constructor(scope: Construct, id: string, props: SharedLoadBalancerProps) {
    super(scope, id);
    this.loadBalancerArn = props.loadBalancerArn;
    this.loadBalancerArnSuffix = props.loadBalancerArnSuffix;
    this.loadBalancerDnsName = props.loadBalancerDnsName;
    this.loadBalancerHostedZoneId = props.loadBalancerHostedZoneId;
    this.dualStack = props.dualStack;
    this.securityGroup = new LoadBalancerEgressRules(this, "egress", {
      securityGroupId: props.loadBalancerSecurityGroupId,
    });
  }
}
