import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Construct } from "constructs";
import { policyDocument } from "../../policy-document";
import { closeToThePublic, onlyOverTls } from "../../private-bucket";

/** Properties for {@link CodeObject}. */
export interface CodeObjectProps {
  /** Prefix of the bucket's name, at most 37 characters. */
  readonly bucketPrefix: string;
  readonly key: string;
  /** A zip file, base64. */
  readonly codeZip: string;
}

/**
 * The code of a Lambda function, from the Terraform JSON itself. Lambda takes code from a file beside the
 * JSON, from an image or from an object: only the last needs nothing but the JSON on the machine that
 * applies it. Lambda copies the object, so the bucket is not read when the function runs.
 */
export class CodeObject extends Construct {
  readonly bucketName: string;
  readonly key: string;

  constructor(scope: Construct, id: string, { bucketPrefix, key, codeZip }: CodeObjectProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "bucket", { bucketPrefix, forceDestroy: true });
    const closed = closeToThePublic(this, bucket);
    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    const policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument([onlyOverTls(bucket.arn)]),
      dependsOn: closed,
    });
    const object = new S3Object(this, "object", {
      bucket: bucket.id,
      key,
      contentBase64: codeZip,
      contentType: "application/zip",
      dependsOn: [encryption, policy],
    });
    this.bucketName = bucket.id;
    this.key = object.key;
  }
}
