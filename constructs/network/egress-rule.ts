import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { Construct } from "constructs";
import { constructIdOf } from "../construct-id";

/** A destination of outbound traffic: a port of a security group or of an address range. */
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
 * Identifies a destination: AWS rejects a second rule for the same one, whatever its description.
 * It is the construct id of the rule too, so that a new destination changes no other rule in place,
 * which would create such a duplicate for a moment.
 */
export function destinationKey(destination: EgressDestination): string {
  const { port, securityGroupId, cidr, ipv6Cidr } = destination;
  return constructIdOf(`${port}_${securityGroupId ?? cidr ?? ipv6Cidr}`);
}

/** Allows a security group to open connections to one destination. */
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
    // Deleted only after everything that depends on it has changed.
    lifecycle: { createBeforeDestroy: true },
  });
}
