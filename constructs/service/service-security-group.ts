import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { LoadBalancerSecurityGroup } from "../load-balancer/load-balancer-security-group";
import { allowEgress, destinationKey, type EgressDestination } from "../network/egress-rule";

/** Properties for {@link ServiceSecurityGroup}. */
export interface ServiceSecurityGroupProps {
  readonly name: string;
  readonly vpcId: string;
  /** Port that the containers listen on. */
  readonly port: number;
  readonly loadBalancer: LoadBalancerSecurityGroup;
  /** Whether the subnets have IPv6 ranges beside IPv4. */
  readonly dualStack: boolean;
  /** What the containers may connect to, beside HTTPS to anywhere. */
  readonly egress: readonly EgressDestination[];
}

const anywhere = "0.0.0.0/0";

/** Admits the load balancer and nobody else: whoever reached the port directly could send forged headers. */
export class ServiceSecurityGroup extends Construct {
  readonly id: string;
  /** What must exist before a container can start and be found healthy. */
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
    const fromLoadBalancer = new VpcSecurityGroupIngressRule(this, "from_load_balancer", {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      referencedSecurityGroupId: loadBalancer.id,
      description: "Requests and health checks of the load balancer",
    });
    const toContainers = loadBalancer.allowEgress(`service_${id}`, {
      port,
      securityGroupId: group.id,
      description: "Requests and health checks to the containers",
    });
    const https = {
      port: 443,
      description: "Image, logs, secrets, and the public keys that tokens are verified with",
    };
    const destinations = new Map<string, EgressDestination>([
      ["https", { ...https, cidr: anywhere }],
      ...(props.dualStack ? ([["https_ipv6", { ...https, ipv6Cidr: "::/0" }]] as const) : []),
      ...props.egress
        .filter(({ port, cidr }) => port !== https.port || cidr !== anywhere)
        .map((each) => [destinationKey(each), each] as const),
    ]);
    const egress = [...destinations].map(([name, destination]) =>
      allowEgress(this, `to_${name}`, destination, group.id),
    );
    this.id = group.id;
    this.rules = [fromLoadBalancer, toContainers, ...egress];
  }
}
