import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { FlowLogs } from "../../../constructs/network/flow-logs";
import {
  address,
  jsonText,
  reference,
  resource,
  resourceCounts,
  resources,
  synthStack,
} from "../../support/synth";

const json = synthStack((stack) => {
  new FlowLogs(stack, "flow_logs", {
    vpcId: "vpc-1",
    name: "example-tasks",
    region: "eu-central-1",
    retentionDays: 30,
    traffic: "all",
    destination: "cloudwatch-logs",
    deletionProtection: true,
  });
});

describe(FlowLogs, () => {
  it("logs all traffic to a log group with a retention period, after its role may write there", () => {
    expect(resourceCounts(json)).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_flow_log: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
    });
    expect(resources(json, CloudwatchLogGroup)).toEqual([
      { name: "/example-tasks/vpc-flow-logs", retention_in_days: 30 },
    ]);
    expect(resources(json, FlowLog)).toEqual([
      {
        vpc_id: "vpc-1",
        traffic_type: "ALL",
        log_destination: reference(json, CloudwatchLogGroup, "arn"),
        iam_role_arn: reference(json, IamRole, "arn"),
        tags: { Name: "example-tasks" },
        depends_on: [address(json, IamRolePolicy)],
      },
    ]);
  });

  it("allows only the flow log service to write, and only to this log group", () => {
    const group = reference(json, CloudwatchLogGroup, "arn");
    const role = resource(json, IamRole);
    const policy = resource(json, IamRolePolicy);

    const account = "${data.aws_caller_identity.account.account_id}";

    expect(role.name).toBe("example-tasks-flow-logs");
    expect(jsonText(role.assume_role_policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": account },
            ArnLike: { "aws:SourceArn": `arn:*:ec2:*:${account}:vpc-flow-log/*` },
          },
        },
      ],
    });
    expect(policy.name).toBe("write-flow-logs");
    expect(policy.role).toBe(reference(json, IamRole, "id"));
    expect(jsonText(policy.policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: [group, `${group}:*`],
        },
      ],
    });
  });
});
