import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { AccessLogBucket } from "../../../constructs/load-balancer/access-log-bucket";
import {
  address,
  dataSources,
  expose,
  exposed,
  jsonText,
  reference,
  resource,
  resourceCounts,
  resources,
  synthStack,
} from "../../support/synth";

const synthBucket = (deletionProtection: boolean) =>
  synthStack((stack) => {
    const { bucketName, writePermissions } = new AccessLogBucket(stack, "access_logs", {
      name: "example-tasks",
      retentionDays: 90,
      deletionProtection,
    });
    expose(stack, { bucketName, writePermissions: writePermissions.map(({ fqn }) => fqn) });
  });

describe(AccessLogBucket, () => {
  const json = synthBucket(true);
  const bucket = reference(json, S3Bucket, "id");

  it("creates one bucket and one of each of its settings", () => {
    expect(resourceCounts(json)).toEqual({
      aws_s3_bucket: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
    });
  });

  it.each([true, false])(
    "protects logs from deletion when deletionProtection is %s",
    (deletionProtection) => {
      expect(resources(synthBucket(deletionProtection), S3Bucket)).toEqual([
        { bucket_prefix: "example-tasks-log-", force_destroy: !deletionProtection },
      ]);
    },
  );

  it("blocks public access in all four ways", () => {
    expect(resource(json, S3BucketPublicAccessBlock)).toEqual({
      bucket,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
  });

  it("disables access control lists", () => {
    expect(resource(json, S3BucketOwnershipControls)).toEqual({
      bucket,
      rule: { object_ownership: "BucketOwnerEnforced" },
      depends_on: [address(json, S3BucketPublicAccessBlock)],
    });
  });

  it("encrypts with S3 managed keys, the only encryption that load balancers support", () => {
    expect(resource(json, S3BucketServerSideEncryptionConfigurationA)).toEqual({
      bucket,
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });

  it("deletes logs after the retention period, and incomplete uploads", () => {
    expect(resource(json, S3BucketLifecycleConfiguration)).toEqual({
      bucket,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: 90 }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        },
      ],
    });
  });

  it("allows only the log delivery service to write, under the account's prefix, over TLS", () => {
    const policy = resource(json, S3BucketPolicy);
    const arn = reference(json, S3Bucket, "arn");
    const account = "${data.aws_caller_identity.account.account_id}";

    expect(dataSources(json, DataAwsCallerIdentity)).toEqual([{}]);
    expect(policy.bucket).toBe(bucket);
    expect(jsonText(policy.policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "LoadBalancerWritesLogs",
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${arn}/AWSLogs/${account}/*`,
          Condition: {
            StringEqualsIfExists: { "aws:SourceAccount": account },
            ArnLikeIfExists: {
              "aws:SourceArn": `arn:*:elasticloadbalancing:*:${account}:loadbalancer/app/example-tasks/*`,
            },
          },
        },
        {
          Sid: "OnlyOverTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("attaches the policy after public access is blocked, and exposes it as a dependency", () => {
    expect(resource(json, S3BucketPolicy).depends_on).toEqual([
      address(json, S3BucketPublicAccessBlock),
      address(json, S3BucketOwnershipControls),
    ]);
    expect(exposed(json)).toEqual({
      bucketName: bucket,
      writePermissions: [`\${${address(json, S3BucketPolicy)}}`],
    });
  });
});
