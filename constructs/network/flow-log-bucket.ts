import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../account-id";
import { createLogBucket } from "../log-bucket";
import { partitionOf } from "../partition";
import { policyDocument } from "../policy-document";
import { onlyOverTls } from "../private-bucket";

/** Properties for {@link FlowLogBucket}. */
export interface FlowLogBucketProps {
  /** `<environment>-<application>`, prefix of the bucket's name; at most 32 characters. */
  readonly name: string;
  /** Region of the VPC. */
  readonly region: string;
  /** Days until a log file is deleted. */
  readonly retentionDays: number;
  /** Prevents the deletion of a bucket that contains logs. */
  readonly deletionProtection: boolean;
}

/**
 * Bucket for the flow logs of a VPC.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
 */
export class FlowLogBucket extends Construct {
  readonly bucketArn: string;
  /** Must exist before the flow log, which AWS rejects otherwise. */
  readonly writePermissions: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: FlowLogBucketProps) {
    super(scope, id);
    const { bucket, closed } = createLogBucket(this, {
      name: props.name,
      retentionDays: props.retentionDays,
      deletionProtection: props.deletionProtection,
      tags: { Name: `${props.name}-flow-logs` },
    });
    const policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: bucketPolicy(bucket.arn, {
        accountId: accountIdOf(this),
        logDelivery: `arn:${partitionOf(this)}:logs:${props.region}:${accountIdOf(this)}:*`,
      }),
      dependsOn: closed,
    });
    this.bucketArn = bucket.arn;
    this.writePermissions = [policy];
  }
}

/**
 * The statements that log delivery looks for, word for word: where they are missing, AWS adds them to
 * the bucket's policy itself, which every later plan would show as a change.
 */
function bucketPolicy(
  bucketArn: string,
  { accountId, logDelivery }: { readonly accountId: string; readonly logDelivery: string },
): string {
  const fromThisAccount = { ArnLike: { "aws:SourceArn": logDelivery } };
  const Principal = { Service: "delivery.logs.amazonaws.com" };
  return policyDocument([
    {
      Sid: "AWSLogDeliveryWrite",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
      Condition: {
        StringEquals: {
          "aws:SourceAccount": accountId,
          "s3:x-amz-acl": "bucket-owner-full-control",
        },
        ...fromThisAccount,
      },
    },
    {
      Sid: "AWSLogDeliveryAclCheck",
      Effect: "Allow",
      Principal,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: { StringEquals: { "aws:SourceAccount": accountId }, ...fromThisAccount },
    },
    onlyOverTls(bucketArn),
  ]);
}
