import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../account-id";
import { policyDocument } from "../policy-document";
import { closeToThePublic, onlyOverTls } from "../private-bucket";

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
 * Bucket for the access logs of a load balancer. Encrypted with S3 managed keys (SSE-S3), the only
 * encryption that load balancers can write with.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class AccessLogBucket extends Construct {
  readonly bucketName: string;
  /** Must exist before logging is enabled: the load balancer writes a test file immediately. */
  readonly writePermissions: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "bucket", {
      bucketPrefix: `${props.name}-log-`,
      forceDestroy: !props.deletionProtection,
    });
    const closed = closeToThePublic(this, bucket);
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: props.retentionDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
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
