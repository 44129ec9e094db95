import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../account-id";
import { createLogBucket } from "../log-bucket";
import { policyDocument } from "../policy-document";
import { onlyOverTls } from "../private-bucket";

/** Properties for {@link AccessLogBucket}. */
export interface AccessLogBucketProps {
  /** Name of the load balancer, and prefix of the bucket's name; at most 32 characters. */
  readonly name: string;
  /** Days until a log file is deleted. */
  readonly retentionDays: number;
  /** Prevents the deletion of a bucket that contains logs. */
  readonly deletionProtection: boolean;
}

/**
 * Bucket for the access logs of a load balancer.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class AccessLogBucket extends Construct {
  readonly bucketName: string;
  /** Must exist before logging is enabled: the load balancer writes a test file immediately. */
  readonly writePermissions: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const { bucket, closed } = createLogBucket(this, {
      name: props.name,
      retentionDays: props.retentionDays,
      deletionProtection: props.deletionProtection,
    });
    const accountId = accountIdOf(this);
    const policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: bucketPolicy(bucket.arn, accountId, props.name),
      dependsOn: closed,
    });
    this.bucketName = bucket.id;
    this.writePermissions = [policy];
  }
}

function bucketPolicy(bucketArn: string, accountId: string, loadBalancerName: string): string {
  return policyDocument([
    {
      Sid: "LoadBalancerWritesLogs",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
      // Against a load balancer of somebody else that names this bucket. `IfExists`, since log delivery
      // does not send these keys in every region and a plain condition would then deny the first write,
      // which fails the apply; what is always checked is the account in the resource above.
      Condition: {
        StringEqualsIfExists: { "aws:SourceAccount": accountId },
        ArnLikeIfExists: {
          "aws:SourceArn": `arn:*:elasticloadbalancing:*:${accountId}:loadbalancer/app/${loadBalancerName}/*`,
        },
      },
    },
    onlyOverTls(bucketArn),
  ]);
}
