import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { LoadBalancerEgressRules } from "./load-balancer-egress";

/** Properties for {@link LoadBalancerSecurityGroup}. */
export interface LoadBalancerSecurityGroupProps {
  readonly name: string;
  readonly vpcId: string;
  readonly dualStack: boolean;
  /** Fails every plan that would delete or replace the group, as a move to another VPC does. */
  readonly deletionProtection: boolean;
}

/** A port that the load balancer accepts connections on, and from where. */
interface IngressSource {
  readonly port: number;
  readonly description: string;
  readonly cidr?: string;
  readonly ipv6Cidr?: string;
}

/** Allows ingress on 443 and 80 from anywhere and egress only to declared destinations. */
export class LoadBalancerSecurityGroup extends Construct {
  readonly securityGroupId: string;
  readonly egress: LoadBalancerEgressRules;

  constructor(scope: Construct, id: string, props: LoadBalancerSecurityGroupProps) {
    super(scope, id);
    const { name, vpcId, dualStack } = props;
    const group = new SecurityGroup(this, "group", {
      name: `${name}-load-balancer`,
      description: "Load balancer: ingress from anywhere, egress to services and Cognito only",
      vpcId,
      tags: { Name: `${name}-load-balancer` },
      // A VPC that is no longer declared has no protection left in the configuration. Another VPC
      // replaces this group, so this is what fails the plan.
      lifecycle: { preventDestroy: props.deletionProtection },
    });
    this.securityGroupId = group.id;
    const https = { port: 443, description: "HTTPS from anywhere" };
    const http = { port: 80, description: "HTTP from anywhere, only to redirect" };
    this.allowIngress("https", { ...https, cidr: "0.0.0.0/0" });
    this.allowIngress("http", { ...http, cidr: "0.0.0.0/0" });
    if (dualStack) {
      this.allowIngress("https_ipv6", { ...https, ipv6Cidr: "::/0" });
      this.allowIngress("http_ipv6", { ...http, ipv6Cidr: "::/0" });
    }
    this.egress = new LoadBalancerEgressRules(this, "egress", { securityGroupId: group.id });
    this.egress.allowEgressToCognito();
  }

  private allowIngress(id: string, { port, description, cidr, ipv6Cidr }: IngressSource): void {
    new VpcSecurityGroupIngressRule(this, id, {
      securityGroupId: this.securityGroupId,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      description,
      cidrIpv4: cidr,
      cidrIpv6: ipv6Cidr,
    });
  }
}
