import { allow, type PolicyStatement } from "../../policy-document";
import { bucketActions } from "./bucket-actions";
import { bucketArn, type DeliveryScope, logBucketArn, regionalArn } from "./scope";

/**
 * Manages the environment's load balancers, their listeners, certificates, DNS records and access logs.
 * Target groups have names of six characters, and certificates have none: for both, the region and the
 * account are the only limit.
 */
export function manageLoadBalancers(scope: DeliveryScope): PolicyStatement[] {
  const { environmentName: name, partition, hostedZoneIds, region, state } = scope;
  const elb = (resource: string) => regionalArn(scope, "elasticloadbalancing", resource);
  const own = ["loadbalancer", "listener", "listener-rule"].map((type) =>
    elb(`${type}/app/${name}-*`),
  );
  return [
    allow(
      [
        "elasticloadbalancing:AddListenerCertificates",
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateRule",
        "elasticloadbalancing:DeleteListener",
        "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:DeleteRule",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:RemoveListenerCertificates",
        "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing:SetIpAddressType",
        "elasticloadbalancing:SetSecurityGroups",
        "elasticloadbalancing:SetSubnets",
      ],
      own,
    ),
    // Elastic Load Balancing checks it when it creates or changes a rule with a priority.
    allow(["elasticloadbalancing:SetRulePriorities"], own),
    allow(
      [
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:CreateTargetGroup",
        "elasticloadbalancing:DeleteTargetGroup",
        "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:RemoveTags",
      ],
      [elb("targetgroup/*")],
    ),
    {
      ...allow(["acm:RequestCertificate"], ["*"]),
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    allow(
      [
        "acm:AddTagsToCertificate",
        "acm:DeleteCertificate",
        "acm:RemoveTagsFromCertificate",
        "acm:UpdateCertificateOptions",
      ],
      [regionalArn(scope, "acm", "certificate/*")],
    ),
    allow(
      ["route53:ChangeResourceRecordSets"],
      hostedZoneIds.map((id) => `arn:${partition}:route53:::hostedzone/${id}`),
    ),
    // A load balancer that authenticates reads its app client with the caller's permission.
    allow(
      ["cognito-idp:DescribeUserPoolClient"],
      [regionalArn(scope, "cognito-idp", "userpool/*")],
    ),
    allow(bucketActions.write, [logBucketArn(scope)]),
    // Objects of a bucket are deleted with it where deletionProtection is off.
    allow(["s3:DeleteObject", "s3:DeleteObjectVersion"], [`${logBucketArn(scope)}/*`]),
    ...(state === undefined
      ? []
      : [
          {
            Sid: "KeepStateBucket",
            Effect: "Deny" as const,
            Action: bucketActions.write,
            Resource: bucketArn(scope, state.bucketName),
          },
        ]),
  ];
}
