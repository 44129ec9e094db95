import type { PolicyStatement } from "../../policy-document";
import { type DeliveryScope, pipelineRoleArns, serviceRoleArn } from "./scope";

/** Services that the stacks hand roles to. */
const passedTo = ["ecs-tasks.amazonaws.com", "vpc-flow-logs.amazonaws.com"];

/** Services whose first resource in an account creates a role of AWS's own. */
const serviceLinked = [
  "ecs.amazonaws.com",
  "ecs.application-autoscaling.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
];

/** Actions that change what a role may do, for which IAM knows the role's boundary. */
const boundedActions = ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:PutRolePolicy"];

const otherActions = [
  "iam:DeleteRole",
  "iam:TagRole",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
];

/**
 * Creates and changes the roles of tasks and flow logs, within the boundary where there is one, and hands
 * them to their services. Roles for pipelines stay as they are, so that a pipeline cannot extend its own
 * permissions.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function manageRoles(scope: DeliveryScope): PolicyStatement[] {
  const { permissionsBoundaryArn, taskRolePolicyArns, partition, accountId } = scope;
  const roles = serviceRoleArn(scope);
  const bounded: NonNullable<PolicyStatement["Condition"]> =
    permissionsBoundaryArn === undefined
      ? {}
      : { StringEquals: { "iam:PermissionsBoundary": permissionsBoundaryArn } };
  const within = (actions: readonly string[], condition = bounded): PolicyStatement => ({
    Effect: "Allow",
    Action: actions,
    Resource: roles,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  });
  const attachable = {
    ...bounded,
    ArnEquals: { "iam:PolicyARN": taskRolePolicyArns },
  };
  return [
    within([
      ...boundedActions,
      ...(permissionsBoundaryArn === undefined ? [] : ["iam:PutRolePermissionsBoundary"]),
    ]),
    within(otherActions, {}),
    ...(taskRolePolicyArns.length === 0 ? [] : [within(["iam:AttachRolePolicy"], attachable)]),
    within(["iam:DetachRolePolicy"]),
    within(["iam:PassRole"], { StringEquals: { "iam:PassedToService": passedTo } }),
    {
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: `arn:${partition}:iam::${accountId}:role/aws-service-role/*`,
      Condition: { StringEquals: { "iam:AWSServiceName": serviceLinked } },
    },
    {
      Sid: "KeepPipelineRoles",
      Effect: "Deny",
      Action: [
        ...boundedActions,
        ...otherActions,
        "iam:AttachRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PassRole",
        "iam:PutRolePermissionsBoundary",
      ],
      Resource: pipelineRoleArns(scope),
    },
  ];
}
