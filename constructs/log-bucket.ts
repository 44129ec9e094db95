import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { closeToThePublic } from "./private-bucket";

/** Properties for {@link createLogBucket}. */
export interface LogBucketProps {
  /** `<environment>-<application>`, prefix of the bucket's name; at most 32 characters. */
  readonly name: string;
  /** Days until a log file is deleted. */
  readonly retentionDays: number;
  /** Prevents the deletion of a bucket that contains logs. */
  readonly deletionProtection: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A private bucket that deletes log files after some days. Encrypted with S3 managed keys (SSE-S3), the
 * only encryption that load balancers can write with.
 * @param scope construct that becomes the parent
 * @returns the bucket, and what must exist before it gets a policy
 */
export function createLogBucket(
  scope: Construct,
  props: LogBucketProps,
): { readonly bucket: S3Bucket; readonly closed: ITerraformDependable[] } {
  const bucket = new S3Bucket(scope, "bucket", {
    bucketPrefix: `${props.name}-log-`,
    forceDestroy: !props.deletionProtection,
    ...(props.tags === undefined ? {} : { tags: { ...props.tags } }),
  });
  const closed = closeToThePublic(scope, bucket);
  new S3BucketServerSideEncryptionConfigurationA(scope, "encryption", {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  new S3BucketLifecycleConfiguration(scope, "lifecycle", {
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
  return { bucket, closed };
}
