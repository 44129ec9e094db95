import type { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { EgressDestination } from "../network/egress-rule";

/** The security group of a load balancer, to which every destination has to be added. */
export interface LoadBalancerEgress {
  readonly securityGroupId: string;
  /** Allows egress to the containers of a service. */
  allowEgressToService(service: string, destination: EgressDestination): VpcSecurityGroupEgressRule;
  /** Allows egress to the targets of an existing target group. */
  allowEgressToTargetGroup(destination: EgressDestination): VpcSecurityGroupEgressRule;
}

/** A load balancer as applications use it, whoever created it. */
export interface LoadBalancerReference {
  readonly loadBalancerArn: string;
  /** `app/<name>/<id>`: its name in CloudWatch metrics and scaling policies. */
  readonly loadBalancerArnSuffix: string;
  readonly loadBalancerDnsName: string;
  readonly loadBalancerHostedZoneId: string;
  readonly dualStack: boolean;
  readonly securityGroup: LoadBalancerEgress;
}
