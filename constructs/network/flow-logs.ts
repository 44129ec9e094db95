import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { accountIdOf } from "../account-id";
import { allow, assumeRolePolicy, policyDocument } from "../policy-document";

/** Properties for {@link FlowLogs}. */
export interface FlowLogsProps {
  readonly vpcId: string;
  readonly name: string;
  readonly retentionDays: number;
  /** Which connections are logged. */
  readonly traffic: "all" | "rejected";
}

const trafficType = { all: "ALL", rejected: "REJECT" } as const;

/**
 * Connections of the VPC, in CloudWatch Logs.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html
 */
export class FlowLogs extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { vpcId, name, retentionDays, traffic }: FlowLogsProps,
  ) {
    super(scope, id);
    const logGroup = new CloudwatchLogGroup(this, "log_group", {
      name: `/${name}/vpc-flow-logs`,
      retentionInDays: retentionDays,
    });
    const accountId = accountIdOf(this);
    const role = new IamRole(this, "role", {
      name: `${name}-flow-logs`,
      assumeRolePolicy: assumeRolePolicy({
        service: "vpc-flow-logs.amazonaws.com",
        accountId,
        sourceArn: `arn:*:ec2:*:${accountId}:vpc-flow-log/*`,
        alwaysNamesSource: true,
      }),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "write-flow-logs",
      role: role.id,
      policy: policyDocument([
        allow(
          ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          [logGroup.arn, `${logGroup.arn}:*`],
        ),
      ]),
    });
    new FlowLog(this, "flow_log", {
      vpcId,
      trafficType: trafficType[traffic],
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags: { Name: name },
      dependsOn: [policy],
    });
  }
}
