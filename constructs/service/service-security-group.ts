import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { LoadBalancerEgress } from "../load-balancer/load-balancer-reference";
import { movedFrom } from "../moved-from";
import { allowEgress, destinationKey, type EgressDestination } from "../network/egress-rule";

/** Properties for {@link ServiceSecurityGroup}. */
export interface ServiceSecurityGroupProps {
  readonly name: string;
  /** Name of the service within the application. */
  readonly serviceName: string;
  readonly vpcId: string;
  /** Port that the containers listen on. */
  readonly port: number;
  readonly loadBalancer: LoadBalancerEgress;
  /** Whether the subnets have IPv6 ranges as well as IPv4 ranges. */
  readonly dualStack: boolean;
  /** Destinations that the containers may connect to, besides HTTPS to anywhere. */
  readonly egress: readonly EgressDestination[];
}

const anywhere = "0.0.0.0/0";

/**
 * Allows ingress from the load balancer only: a client that reached the port directly could send
 * forged identity headers.
 */
export class ServiceSecurityGroup extends Construct {
  readonly securityGroupId: string;
  /** Rules that must exist before a container can start and become healthy. */
  readonly rules: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceSecurityGroupProps) {
    super(scope, id);
    const { name, port, loadBalancer } = props;
    const group = new SecurityGroup(this, "group", {
      name,
      description: "Containers: ingress from the load balancer only",
      vpcId: props.vpcId,
      tags: { Name: name },
    });
    // The rule of another port is another resource, so that both exist while tasks with the old port
    // are replaced.
    const ingress = new Construct(this, "from_load_balancer");
    const fromLoadBalancer = new VpcSecurityGroupIngressRule(ingress, String(port), {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      referencedSecurityGroupId: loadBalancer.securityGroupId,
      description: "Requests and health checks of the load balancer",
      lifecycle: { createBeforeDestroy: true },
    });
    movedFrom(ingress, fromLoadBalancer);
    const toContainers = loadBalancer.allowEgressToService(props.serviceName, {
      port,
      securityGroupId: group.id,
      description: "Requests and health checks to the containers",
    });
    const egress = new Construct(this, "egress");
    const egressRules = [...egressDestinations(props)].map(([key, destination]) =>
      allowEgress(egress, key, destination, group.id),
    );
    this.securityGroupId = group.id;
    this.rules = [fromLoadBalancer, toContainers, ...egressRules];
  }
}

/** Every destination once, by its construct id: AWS rejects a second rule for the same one. */
function egressDestinations(props: ServiceSecurityGroupProps): Map<string, EgressDestination> {
  const https = {
    port: 443,
    description: "Image, logs, secrets, and the public keys that tokens are verified with",
  };
  const destinations = new Map<string, EgressDestination>();
  destinations.set("https", { ...https, cidr: anywhere });
  if (props.dualStack) destinations.set("https_ipv6", { ...https, ipv6Cidr: "::/0" });
  for (const destination of props.egress) {
    if (destination.port === https.port && destination.cidr === anywhere) continue;
    destinations.set(destinationKey(destination), destination);
  }
  return destinations;
}
