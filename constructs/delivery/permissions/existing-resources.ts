import { allow, type PolicyStatement } from "../../policy-document";
import { type DeliveryScope, regionalArn } from "./scope";

/** What an environment uses and does not create. */
export interface ExistingResources {
  /** Whether certificates are found by their domain. */
  readonly findsCertificates: boolean;
  readonly clusterNames: readonly string[];
  /** ARNs of listeners that rules and certificates are added to. */
  readonly listenerArns: readonly string[];
}

/** Reads existing resources; nothing for an environment without any. */
export function readExistingResources(
  scope: DeliveryScope,
  { findsCertificates, clusterNames }: ExistingResources,
): PolicyStatement[] {
  return [
    ...(findsCertificates
      ? [
          {
            ...allow(["acm:ListCertificates"], ["*"]),
            Condition: { StringEquals: { "aws:RequestedRegion": scope.region } },
          },
          allow(["acm:GetCertificate"], [regionalArn(scope, "acm", "certificate/*")]),
        ]
      : []),
    ...(clusterNames.length === 0
      ? []
      : [
          allow(
            [
              "ecs:DescribeClusters",
              "ecs:DescribeServiceDeployments",
              "ecs:DescribeServiceRevisions",
              "ecs:DescribeServices",
              "ecs:ListServiceDeployments",
              "ecs:ListTagsForResource",
            ],
            clusterNames.flatMap((cluster) => [
              regionalArn(scope, "ecs", `cluster/${cluster}`),
              ...ownServices(scope, cluster, ["service", "service-deployment", "service-revision"]),
            ]),
          ),
        ]),
  ];
}

/** Manages what the environment adds to existing resources, and nothing else of these. */
export function manageExistingResources(
  scope: DeliveryScope,
  { clusterNames, listenerArns }: ExistingResources,
): PolicyStatement[] {
  return [...manageServicesIn(scope, clusterNames), ...manageRulesOf(listenerArns)];
}

/** IAM cannot limit rules by their host names or priorities: a listener is one trust domain. */
function manageRulesOf(listenerArns: readonly string[]): PolicyStatement[] {
  if (listenerArns.length === 0) return [];
  const rules = listenerArns.map((arn) => `${arn.replace(":listener/", ":listener-rule/")}/*`);
  return [
    allow(
      [
        "elasticloadbalancing:AddListenerCertificates",
        "elasticloadbalancing:CreateRule",
        "elasticloadbalancing:RemoveListenerCertificates",
      ],
      listenerArns,
    ),
    allow(
      [
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:DeleteRule",
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing:SetRulePriorities",
      ],
      rules,
    ),
  ];
}

function manageServicesIn(
  scope: DeliveryScope,
  clusterNames: readonly string[],
): PolicyStatement[] {
  if (clusterNames.length === 0) return [];
  return [
    allow(
      [
        "ecs:CreateService",
        "ecs:DeleteService",
        "ecs:TagResource",
        "ecs:UntagResource",
        "ecs:UpdateService",
      ],
      clusterNames.flatMap((cluster) => ownServices(scope, cluster, ["service"])),
    ),
    allow(
      ["cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm"],
      clusterNames.map((cluster) =>
        regionalArn(
          scope,
          "cloudwatch",
          `alarm:TargetTracking-service/${cluster}/${scope.environmentName}-*`,
        ),
      ),
    ),
  ];
}

/** In a cluster that others use too, the names of services begin with the environment's. */
function ownServices(scope: DeliveryScope, cluster: string, types: readonly string[]): string[] {
  return types.map((type) =>
    regionalArn(scope, "ecs", `${type}/${cluster}/${scope.environmentName}-*`),
  );
}
