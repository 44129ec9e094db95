import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { ServiceRoles, type ServiceRolesProps } from "../../../constructs/service/service-roles";
import {
  address,
  expose,
  exposed,
  jsonText,
  reference,
  resource,
  resourceCounts,
  resources,
  resourcesByName,
  synthStack,
} from "../../support/synth";

const logGroupArn =
  "arn:aws:logs:eu-central-1:111122223333:log-group:/example-tasks-web/containers";

const synthRoles = (overrides: Partial<ServiceRolesProps> = {}) =>
  synthStack((stack) => {
    const roles = new ServiceRoles(stack, "roles", {
      name: "example-tasks-web",
      logGroupArn,
      repositoryArn: undefined,
      secretArns: [],
      kmsKeyArns: [],
      taskPolicyArns: [],
      ecsExec: false,
      ...overrides,
    });
    const { executionRoleArn, taskRoleArn, permissions } = roles;
    expose(stack, {
      executionRoleArn,
      taskRoleArn,
      permissions: permissions.map(({ fqn }) => fqn),
    });
  });

const statements = (json: string) => {
  const policy = jsonText(resource(json, IamRolePolicy).policy);
  return (policy as { Statement: unknown[] }).Statement;
};

const writeLogs = {
  Effect: "Allow",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: [`${logGroupArn}:*`],
};

const secretsManager = "arn:aws:secretsmanager:eu-central-1:111122223333:secret";
const ssm = "arn:aws:ssm:eu-central-1:111122223333:parameter";

describe(ServiceRoles, () => {
  it("separates the execution role from the task role", () => {
    const json = synthRoles();
    const assume_role_policy = expect.any(String);

    expect(resources(json, IamRole)).toEqual([
      { name: "example-tasks-web-execution", assume_role_policy },
      { name: "example-tasks-web-task", assume_role_policy },
    ]);
    const account = "${data.aws_caller_identity.account.account_id}";
    const trusted = (role: string, suffix: string) => {
      const { assume_role_policy } = resource(json, IamRole, role);
      expect(jsonText(assume_role_policy)).toEqual({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "ecs-tasks.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              [`StringEquals${suffix}`]: { "aws:SourceAccount": account },
              [`ArnLike${suffix}`]: { "aws:SourceArn": `arn:*:ecs:*:${account}:*` },
            },
          },
        ],
      });
    };
    trusted("roles_task_role_", "");
    trusted("roles_execution_role_", "IfExists");
    expect(exposed(json)).toMatchObject({
      executionRoleArn: reference(json, IamRole, "arn", "roles_execution_role_"),
      taskRoleArn: reference(json, IamRole, "arn", "roles_task_role_"),
    });
  });

  it("allows the execution role to write this service's logs only, by default", () => {
    const json = synthRoles();

    expect(resourceCounts(json)).toEqual({ aws_iam_role: 2, aws_iam_role_policy: 1 });
    expect(resource(json, IamRolePolicy)).toMatchObject({
      name: "execution",
      role: reference(json, IamRole, "id", "roles_execution_role_"),
    });
    expect(statements(json)).toEqual([writeLogs]);
  });

  it("allows it to pull from the image's repository", () => {
    const repositoryArn = "arn:aws:ecr:eu-central-1:111122223333:repository/example/tasks/web";

    expect(statements(synthRoles({ repositoryArn }))).toEqual([
      writeLogs,
      { Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
      {
        Effect: "Allow",
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ],
        Resource: [repositoryArn],
      },
    ]);
  });

  it("allows it to read the secrets, whatever key or stage a variable selects", () => {
    const json = synthRoles({
      secretArns: [
        `${secretsManager}:database-AbCdEf:password::`,
        `${secretsManager}:database-AbCdEf:user:AWSCURRENT:`,
        `${secretsManager}:api-GhIjKl`,
      ],
    });

    expect(statements(json)).toEqual([
      writeLogs,
      {
        Effect: "Allow",
        Action: ["secretsmanager:GetSecretValue"],
        Resource: [`${secretsManager}:api-GhIjKl`, `${secretsManager}:database-AbCdEf`],
      },
    ]);
  });

  it("allows it to read parameters, and to decrypt with the declared keys", () => {
    const key = "arn:aws:kms:eu-central-1:111122223333:key/0a1b";
    const json = synthRoles({
      secretArns: [`${ssm}/notes/b`, `${ssm}/notes/a`, `${ssm}/notes/b`],
      kmsKeyArns: [key, key],
    });

    expect(statements(json)).toEqual([
      writeLogs,
      {
        Effect: "Allow",
        Action: ["ssm:GetParameters"],
        Resource: [`${ssm}/notes/a`, `${ssm}/notes/b`],
      },
      { Effect: "Allow", Action: ["kms:Decrypt"], Resource: [key] },
    ]);
  });

  it("attaches the user's policies to the task role only", () => {
    const taskPolicyArns = [
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
      "arn:aws:iam::111122223333:policy/tasks",
    ];
    const json = synthRoles({ taskPolicyArns });

    expect(resources(json, IamRolePolicyAttachment)).toEqual(
      [...taskPolicyArns].sort().map((policy_arn) => ({
        role: reference(json, IamRole, "name", "roles_task_role_"),
        policy_arn,
      })),
    );
    expect(statements(json)).toEqual([writeLogs]);
  });

  it("moves no other attachment when a policy is removed", () => {
    const attachments = (...taskPolicyArns: string[]) =>
      resourcesByName(synthRoles({ taskPolicyArns }), IamRolePolicyAttachment);
    const first = "arn:aws:iam::aws:policy/One";
    const second = "arn:aws:iam::aws:policy/Two";
    const remaining = attachments(second);

    expect(Object.keys(remaining)).toHaveLength(1);
    expect(attachments(first, second)).toMatchObject(remaining);
  });

  it("exposes the permissions that a container needs before it starts", () => {
    const json = synthRoles({ taskPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] });

    expect(exposed(json).permissions).toEqual([
      `\${${address(json, IamRolePolicy)}}`,
      `\${${address(json, IamRolePolicyAttachment)}}`,
    ]);
  });

  it("lets the task open sessions for ECS Exec only where that is on", () => {
    const json = synthRoles({ ecsExec: true });

    expect(resource(json, IamRolePolicy, "roles_exec_policy_")).toMatchObject({
      name: "ecs-exec",
      role: reference(json, IamRole, "id", "roles_task_role_"),
    });
    expect(jsonText(resource(json, IamRolePolicy, "roles_exec_policy_").policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: [
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
          ],
          Resource: ["*"],
        },
      ],
    });
    expect(synthRoles()).not.toContain("ssmmessages");
  });
});
