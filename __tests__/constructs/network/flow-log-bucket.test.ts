import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
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

const synthFlowLogs = (deletionProtection = true) =>
  synthStack((stack) => {
    new FlowLogs(stack, "flow_logs", {
      vpcId: "vpc-1",
      name: "example-tasks",
      region: "eu-central-1",
      retentionDays: 30,
      traffic: "rejected",
      destination: "s3",
      deletionProtection,
    });
  });

describe("flow logs in a bucket", () => {
  const json = synthFlowLogs();
  const bucketArn = reference(json, S3Bucket, "arn");

  it("need no log group and no role", () => {
    expect(resourceCounts(json)).toEqual({
      aws_flow_log: 1,
      aws_s3_bucket: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
    });
    expect(resources(json, FlowLog)).toEqual([
      {
        vpc_id: "vpc-1",
        traffic_type: "REJECT",
        log_destination: bucketArn,
        log_destination_type: "s3",
        tags: { Name: "example-tasks" },
        depends_on: [address(json, S3BucketPolicy)],
      },
    ]);
  });

  it("are deleted after their retention period, and never public", () => {
    expect(resource(json, S3BucketLifecycleConfiguration).rule).toEqual([
      expect.objectContaining({ status: "Enabled", expiration: [{ days: 30 }] }),
    ]);
    expect(resource(json, S3BucketPublicAccessBlock)).toMatchObject({
      block_public_policy: true,
      restrict_public_buckets: true,
    });
  });

  it.each([true, false])("can be deleted with the bucket unless protected: %s", (isProtected) => {
    expect(resources(synthFlowLogs(isProtected), S3Bucket)).toEqual([
      {
        bucket_prefix: "example-tasks-log-",
        force_destroy: !isProtected,
        tags: { Name: "example-tasks-flow-logs" },
      },
    ]);
  });

  it("may be written by log delivery for this account and region only, over TLS only", () => {
    const account = "${data.aws_caller_identity.account.account_id}";
    const arn = `arn:\${data.aws_partition.partition.partition}:logs:eu-central-1:${account}:*`;
    const principal = { Service: "delivery.logs.amazonaws.com" };

    expect(jsonText(resource(json, S3BucketPolicy).policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AWSLogDeliveryWrite",
          Effect: "Allow",
          Principal: principal,
          Action: "s3:PutObject",
          Resource: `${bucketArn}/AWSLogs/${account}/*`,
          Condition: {
            StringEquals: {
              "aws:SourceAccount": account,
              "s3:x-amz-acl": "bucket-owner-full-control",
            },
            ArnLike: { "aws:SourceArn": arn },
          },
        },
        {
          Sid: "AWSLogDeliveryAclCheck",
          Effect: "Allow",
          Principal: principal,
          Action: ["s3:GetBucketAcl", "s3:ListBucket"],
          Resource: bucketArn,
          Condition: {
            StringEquals: { "aws:SourceAccount": account },
            ArnLike: { "aws:SourceArn": arn },
          },
        },
        expect.objectContaining({ Sid: "OnlyOverTls", Effect: "Deny" }),
      ],
    });
  });
});
