import type { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import { DataAwsVpcSecurityGroupRule } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rule";
import { DataAwsVpcSecurityGroupRules } from "@cdktf/provider-aws/lib/data-aws-vpc-security-group-rules";
import { type ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";

/** Properties for {@link CognitoEgressCheck}. */
export interface CognitoEgressCheckProps {
  readonly loadBalancer: DataAwsLb;
}

/**
 * Fails the plan where no rule of an existing load balancer's security groups allows it to reach Cognito,
 * which has no address range of its own.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
 */
export class CognitoEgressCheck extends Construct {
  /** What rules depend on, so that none is created while the check fails. */
  readonly egressRule: ITerraformDependable;

  constructor(scope: Construct, id: string, { loadBalancer }: CognitoEgressCheckProps) {
    super(scope, id);
    const found = new DataAwsVpcSecurityGroupRules(this, "ids", {
      filter: [{ name: "group-id", values: loadBalancer.securityGroups }],
    });
    const rules = new DataAwsVpcSecurityGroupRule(this, "rules", {
      securityGroupRuleId: "${each.value}",
    });
    const address = (data: DataAwsVpcSecurityGroupRule | DataAwsVpcSecurityGroupRules) =>
      `data.${data.terraformResourceType}.${data.friendlyUniqueId}`;
    const ids = `${address(found)}.ids`;
    // Null where the groups have no rule at all.
    rules.addOverride("for_each", `\${${ids} == null ? toset([]) : toset(${ids})}`);
    const reachesCognito = [
      "rule.is_egress",
      'rule.cidr_ipv4 == "0.0.0.0/0"',
      '(rule.ip_protocol == "-1" || (rule.ip_protocol == "tcp" && rule.from_port <= 443 && rule.to_port >= 443))',
    ].join(" && ");
    // No look-up can check several others, and a check block would only warn.
    this.egressRule = new TerraformResource(this, "allowed", {
      terraformResourceType: "terraform_data",
      lifecycle: {
        precondition: [
          {
            condition: `\${anytrue([for rule in values(${address(rules)}) : ${reachesCognito}])}`,
            errorMessage: `No security group of load balancer \${data.${loadBalancer.terraformResourceType}.${loadBalancer.friendlyUniqueId}.name} allows egress on TCP port 443 to 0.0.0.0/0. The load balancer calls Cognito there, so every sign-in would end in a 500. Ask its owner for that rule.`,
          },
        ],
      },
    });
  }
}
