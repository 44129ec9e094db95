import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type {
  EgressDestination,
  LoadBalancerSecurityGroup,
} from "../load-balancer/load-balancer-security-group";

/** Properties for {@link ServiceSecurityGroup}. */
export interface ServiceSecurityGroupProps {
  readonly name: string;
  readonly vpcId: string;
  /** Port that the containers listen on. */
  readonly port: number;
  readonly loadBalancer: LoadBalancerSecurityGroup;
  /** What the containers may connect to, beside HTTPS to anywhere. */
  readonly egress: readonly EgressDestination[];
}

/** Admits the load balancer and nobody else: whoever reached the port directly could send forged headers. */
export class ServiceSecurityGroup extends Construct {
  readonly id: string;
  readonly rules: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceSecurityGroupProps) {
    super(scope, id);
    const { name, port, loadBalancer } = props;
    const group = new SecurityGroup(this, "group", {
      name,
      description: "Containers: reached by the load balancer only",
      vpcId: props.vpcId,
      tags: { Name: name },
    });
    const tcp = { securityGroupId: group.id, ipProtocol: "tcp" };
    const fromLoadBalancer = new VpcSecurityGroupIngressRule(this, "from_load_balancer", {
      ...tcp,
      fromPort: port,
      toPort: port,
      referencedSecurityGroupId: loadBalancer.id,
      description: "Requests and health checks of the load balancer",
    });
    loadBalancer.allowEgress(`service_${id}`, {
      port,
      securityGroupId: group.id,
      description: "Requests and health checks to the containers",
    });
    const https = new VpcSecurityGroupEgressRule(this, "to_https", {
      ...tcp,
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
      description: "Image, logs, secrets, and the public keys that tokens are verified with",
    });
    const others = props.egress.map(
      (each, index) =>
        new VpcSecurityGroupEgressRule(this, `to_${index + 1}`, {
          ...tcp,
          fromPort: each.port,
          toPort: each.port,
          description: each.description,
          ...(each.securityGroupId === undefined
            ? { cidrIpv4: each.cidr }
            : { referencedSecurityGroupId: each.securityGroupId }),
        }),
    );
    this.id = group.id;
    this.rules = [fromLoadBalancer, https, ...others];
  }
}
