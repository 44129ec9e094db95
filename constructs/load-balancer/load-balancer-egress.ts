import type { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { Construct } from "constructs";
import { movedFrom } from "../moved-from";
import { allowEgress, destinationKey, type EgressDestination } from "../network/egress-rule";
import type { LoadBalancerEgress } from "./load-balancer-reference";

/** Properties for {@link LoadBalancerEgressRules}. */
export interface LoadBalancerEgressRulesProps {
  readonly securityGroupId: string;
}

/**
 * Egress rules of a load balancer's security group. Each is a resource of its own, so that an application
 * can add its rules to the group of a load balancer that it shares.
 */
export class LoadBalancerEgressRules extends Construct implements LoadBalancerEgress {
  readonly securityGroupId: string;
  private readonly rules = new Map<string, VpcSecurityGroupEgressRule>();
  private readonly services: Construct;
  private readonly targetGroups: Construct;

  constructor(scope: Construct, id: string, { securityGroupId }: LoadBalancerEgressRulesProps) {
    super(scope, id);
    this.securityGroupId = securityGroupId;
    this.services = new Construct(this, "services");
    this.targetGroups = new Construct(this, "target_groups");
  }

  /** Allows egress to the endpoints of Cognito that finish a sign-in. */
  allowEgressToCognito(): void {
    // Over IPv4 even when dual-stack: load balancers connect to Cognito's token and user info
    // endpoints over IPv4 only, and without this rule every sign-in ends in a 500. AWS publishes no
    // address range to narrow it to.
    this.allowEgress(this, "cognito", {
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
    const scope = new Construct(this.services, service);
    const rule = this.allowEgress(scope, String(destination.port), destination);
    movedFrom(scope, rule);
    return rule;
  }

  /** Allows egress to the targets of an existing target group. */
  allowEgressToTargetGroup(destination: EgressDestination): VpcSecurityGroupEgressRule {
    return this.allowEgress(this.targetGroups, destinationKey(destination), destination);
  }

  /** AWS rejects a second rule for the same destination, so the first one is returned again. */
  private allowEgress(
    scope: Construct,
    id: string,
    destination: EgressDestination,
  ): VpcSecurityGroupEgressRule {
    const key = destinationKey(destination);
    const rule = this.rules.get(key) ?? allowEgress(scope, id, destination, this.securityGroupId);
    this.rules.set(key, rule);
    return rule;
  }
}
