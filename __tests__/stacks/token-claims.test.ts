import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import type { EnvironmentInput } from "../../config/schema/environment";
import { address, jsonText, reference, resource, resourceCounts } from "../support/synth";
import { synthIdentity, testEnvironment } from "../support/synth-environment";
import { runFunction } from "../support/token-claims-function";

type IdentityInput = EnvironmentInput["identity"] & { type?: "new" };

const pool: IdentityInput = {
  domain: { prefix: "test-login" },
  resourceServers: { tasks: { scopes: { read: "Read", write: "Write" } } },
  groups: { admins: { precedence: 1 } },
};
const tokenClaims: IdentityInput["tokenClaims"] = {
  scopes: { "tasks/write": { groups: ["admins"] } },
  claims: { tier: { type: "constant", value: "${gold}" } },
};

const synth = (more: Partial<IdentityInput> = {}) =>
  synthIdentity(testEnvironment({ identity: { ...pool, ...more } as IdentityInput }));

describe("identity.tokenClaims", () => {
  const json = synth({ tokenClaims });
  const lambda = resource(json, LambdaFunction);

  it("adds the function with its code, role, log and permission, and nothing without it", () => {
    const without = resourceCounts(synth());
    const added = Object.entries(resourceCounts(json)).filter(([type]) => !(type in without));

    expect(Object.fromEntries(added)).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_lambda_function: 1,
      aws_lambda_permission: 1,
      aws_s3_bucket: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
      aws_s3_object: 1,
    });
    expect(resource(synth(), CognitoUserPool)).not.toHaveProperty("lambda_config");
  });

  it("has the function's code in the JSON, so that no file has to be beside it", () => {
    const object = resource(json, S3Object);

    expect(object.bucket).toBe(reference(json, S3Bucket, "id"));
    expect(lambda).toMatchObject({
      s3_bucket: reference(json, S3Bucket, "id"),
      s3_key: reference(json, S3Object, "key"),
      handler: "index.handler",
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      timeout: 5,
    });
    expect(lambda).not.toHaveProperty("filename");
    expect(lambda).not.toHaveProperty("reserved_concurrent_executions");
    const event = { version: "2", request: {} };
    const { variables } = lambda.environment as { variables: Record<string, string> };
    const run = runFunction(
      String(object.content_base64),
      // As Terraform reads the JSON.
      { TOKEN_CLAIMS: String(variables.TOKEN_CLAIMS).replaceAll("$${", "${") },
      event,
    );

    expect(run.result).toMatchObject({
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: {
            scopesToSuppress: ["tasks/write"],
            claimsToAddOrOverride: { tier: "${gold}" },
          },
        },
      },
    });
  });

  it("is the same in every synthesis", () => {
    expect(synth({ tokenClaims })).toBe(json);
  });

  it("lets the function write to its own log and do nothing else", () => {
    expect(jsonText(resource(json, IamRolePolicy).policy)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: [`${reference(json, CloudwatchLogGroup, "arn")}:*`],
        },
      ],
    });
    expect(resource(json, CloudwatchLogGroup)).toMatchObject({
      name: "/aws/lambda/test-token-claims",
      retention_in_days: 365,
    });
    expect(lambda.role).toBe(reference(json, IamRole, "arn"));
  });

  it("lets the account's pools call the function before the pool uses it, and not after", () => {
    const permission = resource(json, LambdaPermission);

    expect(permission).toMatchObject({
      action: "lambda:InvokeFunction",
      function_name: reference(json, LambdaFunction, "function_name"),
      principal: "cognito-idp.amazonaws.com",
      source_account: "${data.aws_caller_identity.account.account_id}",
      source_arn:
        "arn:${data.aws_partition.partition.partition}:cognito-idp:eu-central-1:${data.aws_caller_identity.account.account_id}:userpool/*",
    });
    expect(resource(json, CognitoUserPool)).toMatchObject({
      lambda_config: {
        pre_token_generation_config: {
          lambda_arn: reference(json, LambdaFunction, "arn"),
          lambda_version: "V2_0",
        },
      },
      depends_on: [address(json, LambdaPermission)],
    });
  });

  it("is called for machines only where that is asked for", () => {
    const machines = synth({ tokenClaims: { ...tokenClaims, machines: true } });

    expect(resource(machines, CognitoUserPool).lambda_config).toMatchObject({
      pre_token_generation_config: { lambda_version: "V3_0" },
    });
  });
});
