import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../account-id";
import { allow, assumeRolePolicy, type PolicyStatement, policyDocument } from "../policy-document";

/** Properties for {@link ServiceRoles}. */
export interface ServiceRolesProps {
  /** Prefix of the roles' names. */
  readonly name: string;
  readonly logGroupArn: string;
  /** ECR repository that the image is pulled from; `undefined` for other registries. */
  readonly repositoryArn: string | undefined;
  /** ARNs in Secrets Manager or SSM of the values that become environment variables. */
  readonly secretArns: readonly string[];
  /** Customer managed keys that encrypt those values. */
  readonly kmsKeyArns: readonly string[];
  /** Policies for the application's own calls to AWS. */
  readonly taskPolicyArns: readonly string[];
  /** Whether `aws ecs execute-command` is allowed. */
  readonly ecsExec: boolean;
}

/**
 * Two separate roles: the execution role, which ECS uses to start the container, and the task role,
 * which the application uses.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html
 */
export class ServiceRoles extends Construct {
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;
  /** Policies that must exist before ECS can start a container. */
  readonly permissions: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceRolesProps) {
    super(scope, id);
    const accountId = accountIdOf(this);
    const ecsTasks = {
      service: "ecs-tasks.amazonaws.com",
      accountId,
      sourceArn: `arn:*:ecs:*:${accountId}:*`,
    };
    const executionRole = new IamRole(this, "execution_role", {
      name: `${props.name}-execution`,
      // AWS documents the conditions for task roles only: if ECS named no source here, a condition
      // without "IfExists" would let no task start.
      assumeRolePolicy: assumeRolePolicy({ ...ecsTasks, alwaysNamesSource: false }),
    });
    const executionPolicy = new IamRolePolicy(this, "execution_policy", {
      name: "execution",
      role: executionRole.id,
      policy: policyDocument(executionStatements(props)),
    });
    const taskRole = new IamRole(this, "task_role", {
      name: `${props.name}-task`,
      assumeRolePolicy: assumeRolePolicy({ ...ecsTasks, alwaysNamesSource: true }),
    });
    if (props.ecsExec) {
      new IamRolePolicy(this, "exec_policy", {
        name: "ecs-exec",
        role: taskRole.id,
        // These actions support no resource ARN.
        policy: policyDocument([allow(sessionManagerActions, ["*"])]),
      });
    }
    // Not numbered: removing the first policy would renumber the others, and Terraform would detach
    // one that it has just attached.
    const taskPolicies = new Construct(this, "task_policies");
    const attachments = [...new Set(props.taskPolicyArns)].map(
      (policyArn) =>
        new IamRolePolicyAttachment(taskPolicies, accountAndName(policyArn), {
          role: taskRole.name,
          policyArn,
        }),
    );
    this.executionRoleArn = executionRole.arn;
    this.taskRoleArn = taskRole.arn;
    this.permissions = [executionPolicy, ...attachments];
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions */
const sessionManagerActions = [
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
];

function executionStatements(props: ServiceRolesProps): PolicyStatement[] {
  const secrets = props.secretArns.filter((arn) => arn.includes(":secretsmanager:")).map(secretArn);
  const parameters = props.secretArns.filter((arn) => arn.includes(":ssm:"));
  return [
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], [`${props.logGroupArn}:*`]),
    ...(props.repositoryArn === undefined
      ? []
      : [
          // The token is valid for the whole registry: the action supports no resource ARN.
          allow(["ecr:GetAuthorizationToken"], ["*"]),
          allow(
            ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            [props.repositoryArn],
          ),
        ]),
    ...(secrets.length === 0 ? [] : [allow(["secretsmanager:GetSecretValue"], unique(secrets))]),
    ...(parameters.length === 0 ? [] : [allow(["ssm:GetParameters"], unique(parameters))]),
    ...(props.kmsKeyArns.length === 0 ? [] : [allow(["kms:Decrypt"], unique(props.kmsKeyArns))]),
  ];
}

/** `<account>/<name>` of a policy, where the account of AWS's own policies is `aws`. */
function accountAndName(policyArn: string): string {
  const [, , , , account, resource = ""] = policyArn.split(":");
  return `${account}/${resource.replace(/^policy\//, "")}`;
}

/** The ARN of the secret itself, without the JSON key, stage and version that may follow it. */
function secretArn(valueFrom: string): string {
  return valueFrom.split(":").slice(0, 7).join(":");
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
