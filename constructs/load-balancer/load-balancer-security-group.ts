import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { allowEgress, destinationKey, type EgressDestination } from "../network/egress-rule";

/** Properties for {@link LoadBalancerSecurityGroup}. */
export interface LoadBalancerSecurityGroupProps {
  readonly name: string;
  readonly vpcId: string;
  readonly dualStack: boolean;
}

/** Lets the internet in on 443 and 80, and out only to what is named. */
export class LoadBalancerSecurityGroup extends Construct {
  readonly id: string;
  private readonly egressRules = new Map<string, ITerraformDependable>();

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

  /** Opens the way to one more destination, unless it is open already. */
  allowEgress(id: string, destination: EgressDestination): ITerraformDependable {
    const key = destinationKey(destination);
    const rule = this.egressRules.get(key) ?? allowEgress(this, `to_${id}`, destination, this.id);
    this.egressRules.set(key, rule);
    return rule;
  }
}
