import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog, type FlowLogConfig } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { accountIdOf } from "../account-id";
import { allow, assumeRolePolicy, policyDocument } from "../policy-document";
import { FlowLogBucket } from "./flow-log-bucket";

/** Properties for {@link FlowLogs}. */
export interface FlowLogsProps {
  readonly vpcId: string;
  readonly name: string;
  /** Region of the VPC. */
  readonly region: string;
  readonly retentionDays: number;
  /** Which connections are logged. */
  readonly traffic: "all" | "rejected";
  readonly destination: "cloudwatch-logs" | "s3";
  /** Prevents the deletion of a bucket that contains logs. */
  readonly deletionProtection: boolean;
}

type FlowLogDestination = Pick<
  FlowLogConfig,
  "logDestination" | "logDestinationType" | "iamRoleArn" | "dependsOn"
>;

const trafficType = { all: "ALL", rejected: "REJECT" } as const;

/**
 * Connections of the VPC, in CloudWatch Logs or in a bucket.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
 */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { vpcId, name, traffic } = props;
    new FlowLog(this, "flow_log", {
      vpcId,
      trafficType: trafficType[traffic],
      ...(props.destination === "s3" ? this.toBucket(props) : this.toLogGroup(props)),
      tags: { Name: name },
    });
  }

  private toLogGroup({ name, retentionDays }: FlowLogsProps): FlowLogDestination {
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
    return { logDestination: logGroup.arn, iamRoleArn: role.arn, dependsOn: [policy] };
  }

  private toBucket({
    name,
    region,
    retentionDays,
    deletionProtection,
  }: FlowLogsProps): FlowLogDestination {
    const { bucketArn, writePermissions } = new FlowLogBucket(this, "bucket", {
      name,
      region,
      retentionDays,
      deletionProtection,
    });
    return {
      logDestination: bucketArn,
      logDestinationType: "s3",
      dependsOn: [...writePermissions],
    };
  }
}
