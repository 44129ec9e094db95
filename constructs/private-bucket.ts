import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";

/**
 * Closes a bucket to the public, and gives every object to the bucket's owner.
 * @param scope construct that becomes the parent
 * @returns what must exist before the bucket gets a policy
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function closeToThePublic(scope: Construct, bucket: S3Bucket): ITerraformDependable[] {
  const publicAccessBlock = new S3BucketPublicAccessBlock(scope, "public_access_block", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const ownership = new S3BucketOwnershipControls(scope, "ownership", {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
    dependsOn: [publicAccessBlock],
  });
  return [publicAccessBlock, ownership];
}

/** Statement of a bucket's policy that rejects requests without TLS. */
export function onlyOverTls(bucketArn: string) {
  return {
    Sid: "OnlyOverTls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  } as const;
}
