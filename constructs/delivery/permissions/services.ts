import { allow, type PolicyStatement } from "../../policy-document";
import { type DeliveryScope, regionalArn } from "./scope";

/** Manages the environment's clusters, services, repositories, log groups and scaling. */
export function manageServices(scope: DeliveryScope): PolicyStatement[] {
  const { environmentName: name, region } = scope;
  const ecs = (resource: string) => regionalArn(scope, "ecs", resource);
  const inRegion = { StringEquals: { "aws:RequestedRegion": region } };
  return [
    allow(
      [
        "ecs:CreateCluster",
        "ecs:CreateService",
        "ecs:DeleteCluster",
        "ecs:DeleteService",
        "ecs:PutClusterCapacityProviders",
        "ecs:RegisterTaskDefinition",
        "ecs:TagResource",
        "ecs:UntagResource",
        "ecs:UpdateCluster",
        "ecs:UpdateClusterSettings",
        "ecs:UpdateService",
      ],
      [ecs(`cluster/${name}-*`), ecs(`service/${name}-*`), ecs(`task-definition/${name}-*`)],
    ),
    // It supports no resource ARN.
    { ...allow(["ecs:DeregisterTaskDefinition"], ["*"]), Condition: inRegion },
    allow(
      [
        "ecr:CreateRepository",
        "ecr:DeleteLifecyclePolicy",
        "ecr:DeleteRepository",
        "ecr:PutImageScanningConfiguration",
        "ecr:PutImageTagMutability",
        "ecr:PutLifecyclePolicy",
        "ecr:TagResource",
        "ecr:UntagResource",
      ],
      [regionalArn(scope, "ecr", `repository/${name}/*`)],
    ),
    allow(
      [
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:DeleteRetentionPolicy",
        "logs:PutRetentionPolicy",
        "logs:TagResource",
        "logs:UntagResource",
      ],
      [regionalArn(scope, "logs", `log-group:/${name}-*`)],
    ),
    {
      ...allow(
        [
          "application-autoscaling:DeleteScalingPolicy",
          "application-autoscaling:DeregisterScalableTarget",
          "application-autoscaling:PutScalingPolicy",
          "application-autoscaling:RegisterScalableTarget",
          "application-autoscaling:TagResource",
          "application-autoscaling:UntagResource",
        ],
        [regionalArn(scope, "application-autoscaling", "scalable-target/*")],
      ),
      Condition: { StringEquals: { "application-autoscaling:service-namespace": "ecs" } },
    },
    // The alarms of target tracking, which Application Auto Scaling manages for the caller.
    allow(
      ["cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm"],
      [regionalArn(scope, "cloudwatch", `alarm:TargetTracking-service/${name}-*`)],
    ),
  ];
}
