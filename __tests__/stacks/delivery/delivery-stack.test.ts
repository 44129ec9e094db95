import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { environment as example } from "../../../environments/example";
import { environment as minimal } from "../../../environments/minimal";
import { createStacks } from "../../../synthesis/create-stacks";
import { jsonText, parse, resource, resourceCounts, resources, testApp } from "../../support/synth";
import { checked, testEnvironment } from "../../support/synth-environment";
import { cloudState, onGithub, s3State, synthDelivery } from "./synth-delivery";

const existing = { type: "existing" } as const;

describe("the stacks of an environment with delivery", () => {
  const namesOf = (input: Parameters<typeof testEnvironment>[0]) =>
    createStacks(testApp(), checked(testEnvironment(input))).map(({ stack }) => stack);

  it("begin with the bootstrap stack, on which the others depend", () => {
    const [delivery, identity, application] = namesOf({ state: s3State, delivery: onGithub });

    expect(delivery?.node.id).toBe("test--delivery");
    expect(identity?.dependencies).toEqual([delivery]);
    expect(application?.dependencies).toEqual([identity]);
  });

  it("have none without it, and the shipped environments have no delivery", () => {
    expect(namesOf({ state: s3State }).map(({ node }) => node.id)).toEqual([
      "test--shared-identity",
      "test--app",
    ]);
    expect([example, minimal].filter((each) => "delivery" in each)).toEqual([]);
  });
});

describe("the bucket of the state", () => {
  const json = synthDelivery();

  it("has the name that the other stacks' backend uses, and cannot be deleted", () => {
    const bucket = resource(json, S3Bucket);

    expect(bucket).toMatchObject({
      bucket: "acme-terraform-state",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(parse(json).terraform.backend).toMatchObject({
      s3: { bucket: "acme-terraform-state", key: "alb-cognito/test/delivery.tfstate" },
    });
  });

  it("is versioned, encrypted, private, and reached over TLS only", () => {
    expect(resource(json, S3BucketVersioningA).versioning_configuration).toEqual({
      status: "Enabled",
    });
    expect(resource(json, S3BucketServerSideEncryptionConfigurationA).rule).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: "AES256" },
        bucket_key_enabled: false,
      },
    ]);
    expect(resource(json, S3BucketPublicAccessBlock)).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(jsonText(resource(json, S3BucketPolicy).policy)).toMatchObject({
      Statement: [
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("keeps earlier states for 90 days", () => {
    expect(resource(json, S3BucketLifecycleConfiguration).rule).toEqual([
      expect.objectContaining({
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
      }),
    ]);
  });

  it("is encrypted with the key of the state's backend", () => {
    const kmsKeyArn = "arn:aws:kms:eu-central-1:111122223333:key/0123";
    const encrypted = synthDelivery(onGithub, { state: { ...s3State, kmsKeyArn } });

    expect(resource(encrypted, S3BucketServerSideEncryptionConfigurationA).rule).toEqual([
      {
        apply_server_side_encryption_by_default: {
          kms_master_key_id: kmsKeyArn,
          sse_algorithm: "aws:kms",
        },
        bucket_key_enabled: true,
      },
    ]);
  });

  it("may be deleted with its contents once protection is off", () => {
    const unprotected = synthDelivery({ ...onGithub, deletionProtection: false });

    expect(resource(unprotected, S3Bucket)).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: false },
    });
  });

  it.each([
    ["another stack creates it", synthDelivery({ ...onGithub, stateBucket: existing })],
    ["HCP Terraform keeps the state", synthDelivery(onGithub, { state: cloudState })],
  ])("is not created where %s", (_, without) => {
    expect(Object.keys(resourceCounts(without)).sort()).toEqual([
      "aws_iam_openid_connect_provider",
      "aws_iam_policy",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
    ]);
  });
});

describe("the issuers of tokens", () => {
  it("are protected, and have their audience", () => {
    const json = synthDelivery({ ...onGithub, hcpTerraform: {} }, { state: cloudState });

    expect(resources(json, IamOpenidConnectProvider)).toEqual([
      {
        client_id_list: ["sts.amazonaws.com"],
        lifecycle: { prevent_destroy: true },
        url: "https://token.actions.githubusercontent.com",
      },
      {
        client_id_list: ["aws.workload.identity"],
        lifecycle: { prevent_destroy: true },
        url: "https://app.terraform.io",
      },
    ]);
  });

  it("are used where the account has them", () => {
    const json = synthDelivery({ github: { repository: "acme/website", oidcProvider: existing } });

    expect(resources(json, IamOpenidConnectProvider)).toEqual([]);
    expect(json).toContain(":oidc-provider/token.actions.githubusercontent.com");
  });
});

describe("the outputs", () => {
  it("name the bucket, the roles, and the commands that tell GitHub of them", () => {
    const { output = {} } = parse(synthDelivery());

    expect(Object.keys(output).sort()).toEqual([
      "apply_role_arn",
      "image_role_arn",
      "next_step",
      "plan_role_arn",
      "state_bucket",
    ]);
    const lines = String(output.next_step?.value).split("\n");
    expect(lines.slice(1, 6)).toEqual([
      `gh variable set AWS_PLAN_ROLE_ARN --repo acme/website --body ${output.plan_role_arn?.value}`,
      `gh variable set AWS_IMAGE_ROLE_ARN --repo acme/website --body ${output.image_role_arn?.value}`,
      `gh variable set AWS_APPLY_ROLE_ARN --repo acme/website --body ${output.apply_role_arn?.value}`,
      "gh variable set AWS_REGION --repo acme/website --body eu-central-1",
      "gh variable set ENVIRONMENT --repo acme/website --body test",
    ]);
    expect(lines.at(-1)).toBe("npm run deploy -- --environment test");
  });

  it("name the variables of HCP Terraform, and no bucket and no role for images without GitHub", () => {
    const { output = {} } = parse(synthDelivery({ hcpTerraform: {} }, { state: cloudState }));

    expect(Object.keys(output).sort()).toEqual(["apply_role_arn", "next_step", "plan_role_arn"]);
    expect(String(output.next_step?.value)).toContain(
      `TFC_AWS_APPLY_ROLE_ARN=${output.apply_role_arn?.value}`,
    );
  });
});

describe("the roles", () => {
  it("have names of the environment, and its path and boundary", () => {
    const permissionsBoundaryArn = "arn:aws:iam::111122223333:policy/boundary";
    const json = synthDelivery(onGithub, { iam: { permissionsBoundaryArn, rolePath: "/ci/" } });

    const settings = { path: "/ci/", permissions_boundary: permissionsBoundaryArn };
    expect(resources(json, IamRole)).toEqual([
      expect.objectContaining({ name: "test-delivery-apply", ...settings }),
      expect.objectContaining({ name: "test-delivery-image", ...settings }),
      expect.objectContaining({ name: "test-delivery-plan", ...settings }),
    ]);
  });
});
