import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { createLogBucket } from "../log-bucket";
import { policyDocument } from "../policy-document";
import { onlyOverTls } from "../private-bucket";

/** Properties for {@link QueryResultBucket}. */
export interface QueryResultBucketProps {
  /** Prefix of the bucket's name; at most 32 characters. */
  readonly name: string;
  /** Days until a result is deleted. */
  readonly retentionDays: number;
}

/**
 * Bucket for results of queries. They contain the same personal data as the logs, and can be queried
 * again, so they are deleted soon, and do not protect the bucket from deletion.
 */
export class QueryResultBucket extends Construct {
  readonly bucketName: string;
  /** What must exist before a result is written. */
  readonly policies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { name, retentionDays }: QueryResultBucketProps) {
    super(scope, id);
    const { bucket, closed } = createLogBucket(this, {
      name,
      retentionDays,
      deletionProtection: false,
      tags: { Name: `${name}-query-results` },
    });
    const policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument([onlyOverTls(bucket.arn)]),
      dependsOn: closed,
    });
    this.bucketName = bucket.id;
    this.policies = [policy];
  }
}
