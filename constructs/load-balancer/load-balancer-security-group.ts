import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { movedFrom } from "../moved-from";
import { allowEgress, destinationKey, type EgressDestination } from "../network/egress-rule";
import type { LoadBalancerEgress } from "./load-balancer-reference";

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
export class LoadBalancerSecurityGroup extends Construct implements LoadBalancerEgress {
  readonly securityGroupId: string;
  private readonly egressRules = new Map<string, VpcSecurityGroupEgressRule>();
  private readonly serviceEgress: Construct;
  private readonly targetGroupEgress: Construct;

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
    const egress = new Construct(this, "egress");
    this.serviceEgress = new Construct(egress, "services");
    this.targetGroupEgress = new Construct(egress, "target_groups");
    // Over IPv4 even when dual-stack: load balancers connect to Cognito's token and user info
    // endpoints over IPv4 only, and without this rule every sign-in ends in a 500. AWS publishes no
    // address range to narrow it to.
    this.allowEgress(egress, "cognito", {
      port: 443,
      cidr: "0.0.0.0/0",
      description: "Token and user info endpoints of Cognito",
    });
  }

  /**
   * Allows egress to the containers of a service. The rule of another port is another resource, so that
   * both exist while tasks with the old port are replaced.
   */
  allowEgressToService(
    service: string,
    destination: EgressDestination,
  ): VpcSecurityGroupEgressRule {
    const scope = new Construct(this.serviceEgress, service);
    const rule = this.allowEgress(scope, String(destination.port), destination);
    movedFrom(scope, rule);
    return rule;
  }

  /** Allows egress to the targets of an existing target group. */
  allowEgressToTargetGroup(destination: EgressDestination): VpcSecurityGroupEgressRule {
    return this.allowEgress(this.targetGroupEgress, destinationKey(destination), destination);
  }

  /** AWS rejects a second rule for the same destination, so the first one is returned again. */
  private allowEgress(
    scope: Construct,
    id: string,
    destination: EgressDestination,
  ): VpcSecurityGroupEgressRule {
    const key = destinationKey(destination);
    const rule =
      this.egressRules.get(key) ?? allowEgress(scope, id, destination, this.securityGroupId);
    this.egressRules.set(key, rule);
    return rule;
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
