import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { Construct } from "constructs";

/** Where traffic may go to: a port of a security group or of a range of addresses. */
export interface EgressDestination {
  readonly port: number;
  readonly securityGroupId?: string | undefined;
  /** IPv4 range. */
  readonly cidr?: string | undefined;
  /** IPv6 range. */
  readonly ipv6Cidr?: string | undefined;
  readonly description: string;
}

/**
 * What tells destinations apart: AWS refuses a second rule for the same one, whatever its
 * description. Rules are named by it, so that a new destination changes no other rule in place,
 * which would be such a second rule for a moment.
 */
export function destinationKey(destination: EgressDestination): string {
  const { port, securityGroupId, cidr, ipv6Cidr } = destination;
  return `${port}_${securityGroupId ?? cidr ?? ipv6Cidr}`;
}

/** Lets a security group open connections to one destination. */
export function allowEgress(
  scope: Construct,
  id: string,
  { port, securityGroupId, cidr, ipv6Cidr, description }: EgressDestination,
  groupId: string,
): VpcSecurityGroupEgressRule {
  return new VpcSecurityGroupEgressRule(scope, id, {
    securityGroupId: groupId,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    description,
    referencedSecurityGroupId: securityGroupId,
    cidrIpv4: cidr,
    cidrIpv6: ipv6Cidr,
  });
}
