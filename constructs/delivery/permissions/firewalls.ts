import { allow, type PolicyStatement } from "../../policy-document";
import { type DeliveryScope, regionalArn } from "./scope";

/** Web ACLs and IP sets of the environment. */
function ownArns(scope: DeliveryScope): string[] {
  return ["webacl", "ipset"].map((type) =>
    regionalArn(scope, "wafv2", `regional/${type}/${scope.environmentName}-*`),
  );
}

function logGroupArn(scope: DeliveryScope): string {
  return regionalArn(scope, "logs", `log-group:aws-waf-logs-${scope.environmentName}-*`);
}

/** What a web ACL can protect here. AWS WAF checks the permission of the other service too. */
function protectedArns(scope: DeliveryScope) {
  return {
    loadBalancers: regionalArn(
      scope,
      "elasticloadbalancing",
      `loadbalancer/app/${scope.environmentName}-*`,
    ),
    userPools: regionalArn(scope, "cognito-idp", "userpool/*"),
  };
}

/** Reads what Terraform compares with the configuration: rules and settings, and no log. */
export function readFirewalls(scope: DeliveryScope): PolicyStatement[] {
  const { loadBalancers, userPools } = protectedArns(scope);
  return [
    allow(
      [
        "wafv2:GetIPSet",
        "wafv2:GetLoggingConfiguration",
        "wafv2:GetWebACL",
        "wafv2:GetWebACLForResource",
        "wafv2:ListTagsForResource",
      ],
      [...ownArns(scope), loadBalancers, userPools],
    ),
    allow(["elasticloadbalancing:GetLoadBalancerWebACL"], [loadBalancers]),
    allow(["cognito-idp:GetWebACLForResource"], [userPools]),
    allow(["logs:ListTagsForResource"], [logGroupArn(scope)]),
  ];
}

/**
 * Manages web ACLs with their logs, and protects load balancers and user pools with them.
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
 */
export function manageFirewalls(scope: DeliveryScope): PolicyStatement[] {
  const { loadBalancers, userPools } = protectedArns(scope);
  return [
    allow(
      [
        "wafv2:AssociateWebACL",
        "wafv2:CreateIPSet",
        "wafv2:CreateWebACL",
        "wafv2:DeleteIPSet",
        "wafv2:DeleteLoggingConfiguration",
        "wafv2:DeleteWebACL",
        "wafv2:DisassociateWebACL",
        "wafv2:PutLoggingConfiguration",
        "wafv2:TagResource",
        "wafv2:UntagResource",
        "wafv2:UpdateIPSet",
        "wafv2:UpdateWebACL",
      ],
      [
        ...ownArns(scope),
        // AWS's rule groups, which a web ACL refers to.
        regionalArn(scope, "wafv2", "regional/managedruleset/*"),
        loadBalancers,
        userPools,
      ],
    ),
    allow(
      [
        "elasticloadbalancing:CreateWebACLAssociation",
        "elasticloadbalancing:DeleteWebACLAssociation",
      ],
      [loadBalancers],
    ),
    allow(["cognito-idp:AssociateWebACL", "cognito-idp:DisassociateWebACL"], [userPools]),
    allow(
      [
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:DeleteRetentionPolicy",
        "logs:PutRetentionPolicy",
        "logs:TagResource",
        "logs:UntagResource",
      ],
      [logGroupArn(scope)],
    ),
    {
      // For the association, which is limited above, and for the log, to which AWS WAF lets its delivery
      // write. These support no resource ARN.
      ...allow(
        [
          "elasticloadbalancing:SetWebAcl",
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:PutResourcePolicy",
        ],
        ["*"],
      ),
      Condition: { StringEquals: { "aws:RequestedRegion": scope.region } },
    },
  ];
}
