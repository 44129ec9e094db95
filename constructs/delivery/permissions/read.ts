import { allow, type PolicyStatement } from "../../policy-document";
import { bucketActions } from "./bucket-actions";
import { bucketArn, type DeliveryScope, logBucketArn, regionalArn, serviceRoleArn } from "./scope";

/** Actions that support no resource ARN, or that the provider calls before it knows one. */
const regional = [
  "application-autoscaling:DescribeScalableTargets",
  "application-autoscaling:DescribeScalingPolicies",
  "application-autoscaling:ListTagsForResource",
  "cognito-idp:DescribeUserPoolDomain",
  "cloudwatch:DescribeAlarms",
  "ec2:DescribeAccountAttributes",
  "ec2:DescribeAddresses",
  "ec2:DescribeAddressesAttribute",
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeEgressOnlyInternetGateways",
  "ec2:DescribeFlowLogs",
  "ec2:DescribeInternetGateways",
  "ec2:DescribeNatGateways",
  "ec2:DescribeNetworkAcls",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribePrefixLists",
  "ec2:DescribeRouteTables",
  "ec2:DescribeSecurityGroupRules",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcAttribute",
  "ec2:DescribeVpcEndpoints",
  "ec2:DescribeVpcs",
  "ecs:DescribeTaskDefinition",
  "elasticloadbalancing:DescribeCapacityReservation",
  "elasticloadbalancing:DescribeListenerAttributes",
  "elasticloadbalancing:DescribeListenerCertificates",
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeLoadBalancerAttributes",
  "elasticloadbalancing:DescribeLoadBalancers",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:DescribeTags",
  "elasticloadbalancing:DescribeTargetGroupAttributes",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeTargetHealth",
  "logs:DescribeLogGroups",
];

const roleActions = [
  "iam:GetRole",
  "iam:GetRolePolicy",
  "iam:ListAttachedRolePolicies",
  "iam:ListInstanceProfilesForRole",
  "iam:ListRolePolicies",
];

/**
 * Reads what Terraform compares with the configuration, and nothing that users store: no object but the
 * state, no log, no user of the pool. It includes the secrets of app clients, which Cognito returns with
 * their settings.
 */
export function readResources(scope: DeliveryScope): PolicyStatement[] {
  const { environmentName: name, partition, accountId, hostedZoneIds, state } = scope;
  const arn = (service: string, resource: string) => regionalArn(scope, service, resource);
  const iam = (resource: string) => `arn:${partition}:iam::${accountId}:${resource}`;
  return [
    {
      ...allow(regional, ["*"]),
      Condition: { StringEquals: { "aws:RequestedRegion": scope.region } },
    },
    allow(
      [
        "cognito-idp:DescribeResourceServer",
        "cognito-idp:DescribeUserPool",
        "cognito-idp:DescribeUserPoolClient",
        "cognito-idp:GetGroup",
        "cognito-idp:GetUserPoolMfaConfig",
      ],
      [arn("cognito-idp", "userpool/*")],
    ),
    allow(["acm:DescribeCertificate", "acm:ListTagsForCertificate"], [arn("acm", "certificate/*")]),
    allow(
      ["ecr:DescribeRepositories", "ecr:GetLifecyclePolicy", "ecr:ListTagsForResource"],
      [arn("ecr", `repository/${name}/*`)],
    ),
    allow(
      [
        "ecs:DescribeClusters",
        "ecs:DescribeServiceDeployments",
        "ecs:DescribeServiceRevisions",
        "ecs:DescribeServices",
        "ecs:ListServiceDeployments",
        "ecs:ListTagsForResource",
      ],
      [
        arn("ecs", `cluster/${name}-*`),
        arn("ecs", `service/${name}-*`),
        arn("ecs", `service-deployment/${name}-*`),
        arn("ecs", `service-revision/${name}-*`),
        arn("ecs", `task-definition/${name}-*`),
      ],
    ),
    allow(["logs:ListTagsForResource"], [arn("logs", `log-group:/${name}-*`)]),
    allow(
      ["route53:GetHostedZone", "route53:ListResourceRecordSets", "route53:ListTagsForResource"],
      hostedZoneIds.map((id) => `arn:${partition}:route53:::hostedzone/${id}`),
    ),
    // The provider looks for a zone among all of them, and the action supports no resource ARN.
    allow(["route53:ListHostedZones"], ["*"]),
    allow(["route53:GetChange"], [`arn:${partition}:route53:::change/*`]),
    allow(bucketActions.read, [
      logBucketArn(scope),
      ...(state === undefined ? [] : [bucketArn(scope, state.bucketName)]),
    ]),
    allow(roleActions, [serviceRoleArn(scope)]),
    allow(["iam:GetPolicy", "iam:GetPolicyVersion"], [iam(`policy/${name}-delivery-*`)]),
    allow(["iam:GetOpenIDConnectProvider"], [iam("oidc-provider/*")]),
  ];
}
