import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

/** Properties for {@link LoadBalancerSecurityGroup}. */
export interface LoadBalancerSecurityGroupProps {
  readonly name: string;
  readonly vpcId: string;
  readonly dualStack: boolean;
}

/** Where traffic may go to: a port of a security group or of an IPv4 range. */
export interface EgressDestination {
  readonly port: number;
  readonly securityGroupId?: string | undefined;
  readonly cidr?: string | undefined;
  readonly description: string;
}

/** Lets the internet in on 443 and 80, and out only to what is named. */
export class LoadBalancerSecurityGroup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, props: LoadBalancerSecurityGroupProps) {
    super(scope, id);
    const group = new SecurityGroup(this, "group", {
      name: `${props.name}-load-balancer`,
      description: "Load balancer: HTTPS from anywhere, out to services and Cognito only",
      vpcId: props.vpcId,
      tags: { Name: `${props.name}-load-balancer` },
    });
    this.id = group.id;
    for (const [protocol, port] of [
      ["https", 443],
      ["http", 80],
    ] as const) {
      const ingress = {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        description: port === 443 ? "HTTPS from anywhere" : "HTTP from anywhere, only to redirect",
      };
      new VpcSecurityGroupIngressRule(this, protocol, { ...ingress, cidrIpv4: "0.0.0.0/0" });
      if (props.dualStack) {
        new VpcSecurityGroupIngressRule(this, `${protocol}_ipv6`, { ...ingress, cidrIpv6: "::/0" });
      }
    }
    // Over IPv4 even when dual-stack: load balancers reach the token and user info endpoints by no
    // other way, and without it every sign-in ends in a 500. The addresses cannot be narrowed.
    this.allowEgress("cognito", {
      port: 443,
      cidr: "0.0.0.0/0",
      description: "Token and user info endpoints of Cognito",
    });
  }

  /** Opens the way to one more destination. */
  allowEgress(id: string, { port, securityGroupId, cidr, description }: EgressDestination): void {
    new VpcSecurityGroupEgressRule(this, `to_${id}`, {
      securityGroupId: this.id,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      description,
      ...(securityGroupId === undefined
        ? { cidrIpv4: cidr }
        : { referencedSecurityGroupId: securityGroupId }),
    });
  }
}
