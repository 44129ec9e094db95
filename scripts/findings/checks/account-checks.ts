import type { StackResource } from "../../cost/synthesized-stack";
import { attributeOf, equals, type FindingCheck, hasA, isSet, referring } from "../finding-check";

const bucket = "aws_s3_bucket";
const publicAccess = "aws_s3_bucket_public_access_block";

/** Statements of a policy in JSON text. */
function statements(resource: StackResource): readonly Readonly<Record<string, unknown>>[] {
  const text = attributeOf(resource, "policy");
  return typeof text === "string" && text.startsWith("{") ? JSON.parse(text).Statement : [];
}

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const allows = (resource: StackResource) =>
  statements(resource).filter(({ Effect }) => Effect === "Allow");

/** Networks, buckets, keys, roles, topics and user pools. */
export const accountChecks: readonly FindingCheck[] = [
  {
    ids: ["CKV2_AWS_11", "AWS-0178", "EC2.6"],
    title: "Networks have flow logs",
    type: "aws_vpc",
    passes: hasA("aws_flow_log"),
  },
  {
    ids: ["CKV2_AWS_12", "AWS-0173", "EC2.2"],
    title: "The default security group has no rules",
    type: "aws_vpc",
    passes: (vpc, stack) =>
      referring(stack, "aws_default_security_group", vpc).some(
        (group) => listed(attributeOf(group, "ingress") ?? []).length === 0,
      ),
  },
  {
    ids: ["CKV_AWS_130", "AWS-0164", "EC2.15"],
    title: "Subnets give no public addresses",
    type: "aws_subnet",
    passes: (subnet) => attributeOf(subnet, "map_public_ip_on_launch") !== true,
  },
  ...(
    [
      ["block_public_acls", ["CKV_AWS_53", "AWS-0086"]],
      ["block_public_policy", ["CKV_AWS_54", "AWS-0087"]],
      ["ignore_public_acls", ["CKV_AWS_55", "AWS-0091"]],
      ["restrict_public_buckets", ["CKV_AWS_56", "AWS-0093"]],
    ] as const
  ).map(([attribute, ids]) => ({
    ids,
    title: `Buckets are closed to the public: ${attribute}`,
    type: publicAccess,
    passes: equals(attribute, true),
  })),
  {
    ids: ["CKV2_AWS_6", "AWS-0094", "S3.1", "S3.8"],
    title: "Buckets have a public access block",
    type: bucket,
    passes: hasA(publicAccess),
  },
  {
    ids: ["CKV_AWS_19"],
    title: "Buckets are encrypted",
    type: bucket,
    passes: hasA("aws_s3_bucket_server_side_encryption_configuration"),
  },
  {
    ids: ["CKV_AWS_145", "AWS-0132", "S3.17"],
    title: "Buckets are encrypted with a key of the account",
    type: "aws_s3_bucket_server_side_encryption_configuration",
    passes: equals("rule.apply_server_side_encryption_by_default.sse_algorithm", "aws:kms"),
  },
  {
    ids: ["CKV_AWS_21", "AWS-0090", "S3.14"],
    title: "Buckets keep versions",
    type: bucket,
    passes: hasA("aws_s3_bucket_versioning"),
  },
  {
    ids: ["CKV_AWS_18", "AWS-0089", "S3.9"],
    title: "Access to buckets is logged",
    type: bucket,
    passes: hasA("aws_s3_bucket_logging"),
  },
  {
    ids: ["CKV2_AWS_61", "S3.13"],
    title: "Buckets have lifecycle rules",
    type: bucket,
    passes: hasA("aws_s3_bucket_lifecycle_configuration"),
  },
  {
    ids: ["CKV_AWS_300"],
    title: "Incomplete uploads are deleted",
    type: "aws_s3_bucket_lifecycle_configuration",
    passes: isSet("rule.abort_incomplete_multipart_upload"),
  },
  {
    ids: ["CKV_AWS_144", "S3.7"],
    title: "Buckets are replicated to another region",
    type: bucket,
    passes: hasA("aws_s3_bucket_replication_configuration"),
  },
  {
    ids: ["CKV2_AWS_62", "S3.11"],
    title: "Buckets publish events",
    type: bucket,
    passes: hasA("aws_s3_bucket_notification"),
  },
  {
    ids: ["CKV2_AWS_65", "AWS-0092", "S3.12"],
    title: "Buckets have no access lists",
    type: bucket,
    passes: (each, stack) =>
      referring(stack, "aws_s3_bucket_ownership_controls", each).some(
        (controls) => attributeOf(controls, "rule.object_ownership") === "BucketOwnerEnforced",
      ),
  },
  {
    ids: ["CKV_AWS_70"],
    title: "Policies of buckets admit nobody unknown",
    type: "aws_s3_bucket_policy",
    passes: (policy) => allows(policy).every(({ Principal }) => Principal !== "*"),
  },
  {
    ids: ["CKV_AWS_379", "S3.5"],
    title: "Buckets reject requests without TLS",
    type: "aws_s3_bucket_policy",
    passes: ({ attributes }) => JSON.stringify(attributes).includes("aws:SecureTransport"),
  },
  {
    ids: ["CKV_AWS_7", "AWS-0065", "KMS.4"],
    title: "Keys are rotated",
    type: "aws_kms_key",
    passes: equals("enable_key_rotation", true),
  },
  {
    ids: ["CKV2_AWS_64", "CKV_AWS_33"],
    title: "Keys have a policy",
    type: "aws_kms_key",
    passes: (key, stack) =>
      attributeOf(key, "policy") !== undefined || hasA("aws_kms_key_policy")(key, stack),
  },
  {
    ids: [
      ...["CKV_AWS_62", "CKV_AWS_63", "CKV_AWS_274", "CKV_AWS_286", "CKV_AWS_289"],
      ...["CKV_AWS_107", "CKV_AWS_109", "CKV_AWS_110", "CKV2_AWS_40", "IAM.1"],
    ],
    title: "Roles may not do everything",
    type: "aws_iam_role_policy",
    passes: (policy) => allows(policy).every(({ Action }) => !listed(Action).includes("*")),
  },
  {
    ids: [
      ...["CKV_AWS_287", "CKV_AWS_288", "CKV_AWS_290", "CKV_AWS_355"],
      ...["CKV_AWS_108", "CKV_AWS_111", "CKV_AWS_356", "AWS-0346", "IAM.21"],
    ],
    title: "Roles name the resources that they work on",
    type: "aws_iam_role_policy",
    passes: (policy) => allows(policy).every(({ Resource }) => !listed(Resource).includes("*")),
  },
  {
    ids: ["CKV_AWS_60", "CKV_AWS_61"],
    title: "Roles are assumed by named services only",
    type: "aws_iam_role",
    passes: (role) =>
      !/"AWS":\s*"\*"|"Principal":\s*"\*"/.test(`${attributeOf(role, "assume_role_policy")}`),
  },
  {
    ids: ["AWS-0342"],
    title: "Roles pass named roles only",
    type: "aws_iam_role_policy",
    passes: (policy) =>
      allows(policy).every(
        ({ Action, Resource }) =>
          !listed(Action).includes("iam:PassRole") || !listed(Resource).includes("*"),
      ),
  },
  {
    ids: ["CKV2_AWS_38", "CKV2_AWS_39", "Route53.2"],
    title: "Hosted zones are signed and log queries",
    type: "aws_route53_zone",
    passes: hasA("aws_route53_query_log"),
  },
  {
    ids: ["CKV_AWS_26"],
    title: "Topics are encrypted",
    type: "aws_sns_topic",
    passes: isSet("kms_master_key_id"),
  },
  {
    ids: ["Cognito.1", "Cognito.4"],
    title: "User pools have threat protection",
    type: "aws_cognito_user_pool",
    passes: equals("user_pool_add_ons.advanced_security_mode", "ENFORCED"),
  },
  {
    ids: ["Cognito.3"],
    title: "Passwords have at least eight characters of every kind",
    type: "aws_cognito_user_pool",
    passes: (pool) =>
      Number(attributeOf(pool, "password_policy.minimum_length")) >= 8 &&
      ["lowercase", "uppercase", "numbers", "symbols"].every(
        (kind) => attributeOf(pool, `password_policy.require_${kind}`) === true,
      ),
  },
  {
    ids: ["Cognito.5"],
    title: "User pools ask for a second factor",
    type: "aws_cognito_user_pool",
    passes: equals("mfa_configuration", "ON"),
  },
  {
    ids: ["Cognito.6"],
    title: "User pools are protected from deletion",
    type: "aws_cognito_user_pool",
    passes: equals("deletion_protection", "ACTIVE"),
  },
  {
    ids: ["CKV_AWS_366", "Cognito.2"],
    title: "Identity pools admit nobody without signing in",
    type: "aws_cognito_identity_pool",
    passes: (pool) => attributeOf(pool, "allow_unauthenticated_identities") !== true,
  },
];
