import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../../account-id";
import { partitionOf } from "../../partition";
import { allow, assumeRolePolicy, policyDocument } from "../../policy-document";
import { codeSha256, codeZip } from "./code";
import { CodeObject } from "./code-object";

/** Properties for {@link TokenClaimsFunction}. */
export interface TokenClaimsFunctionProps {
  /** Name of the environment: prefix of the names in AWS. */
  readonly name: string;
  readonly region: string;
  /** Which scopes and claims tokens get, as JSON. A variable, so that plans show what changes. */
  readonly settings: string;
}

/** Cognito waits for five seconds, whatever the function's own timeout. */
const timeoutSeconds = 5;

const logRetentionDays = 365;

/**
 * Terraform then removes a resource only after the pool that used it has been updated. Otherwise nobody
 * could sign in between the two.
 */
const untilUnused = { createBeforeDestroy: true };

/**
 * The function that Cognito calls before it signs tokens. It can write to its own log and nothing else.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export class TokenClaimsFunction extends Construct {
  readonly functionArn: string;
  /** Without it no sign-in succeeds, so it exists before a user pool uses the function, and after. */
  readonly invokePermission: ITerraformDependable;

  constructor(scope: Construct, id: string, props: TokenClaimsFunctionProps) {
    super(scope, id);
    const accountId = accountIdOf(this);
    const functionName = `${props.name}-token-claims`;
    const logGroup = new CloudwatchLogGroup(this, "log_group", {
      name: `/aws/lambda/${functionName}`,
      retentionInDays: logRetentionDays,
    });
    const role = new IamRole(this, "role", {
      // A prefix, since what is created before it is destroyed cannot keep its name.
      namePrefix: `${props.name}-claims-`,
      assumeRolePolicy: assumeRolePolicy({
        service: "lambda.amazonaws.com",
        accountId,
        sourceArn: `arn:*:lambda:*:${accountId}:function:*`,
        // AWS does not document that Lambda names the function when it assumes the role.
        alwaysNamesSource: false,
      }),
    });
    const permissions = new IamRolePolicy(this, "role_policy", {
      name: "logs",
      role: role.id,
      policy: policyDocument([
        allow(["logs:CreateLogStream", "logs:PutLogEvents"], [`${logGroup.arn}:*`]),
      ]),
    });
    const code = new CodeObject(this, "code", {
      bucketPrefix: `${props.name}-code-`,
      key: "token-claims.zip",
      codeZip,
    });
    const lambda = new LambdaFunction(this, "function", {
      functionName,
      description: "Grants scopes by group and adds claims to tokens",
      role: role.arn,
      s3Bucket: code.bucketName,
      s3Key: code.key,
      sourceCodeHash: codeSha256,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      memorySize: 128,
      timeout: timeoutSeconds,
      environment: { variables: { TOKEN_CLAIMS: props.settings } },
      dependsOn: [logGroup, permissions],
      lifecycle: untilUnused,
    });
    this.functionArn = lambda.arn;
    this.invokePermission = new LambdaPermission(this, "permission", {
      action: "lambda:InvokeFunction",
      functionName: lambda.functionName,
      principal: "cognito-idp.amazonaws.com",
      // Every pool of this account: with the ARN of the one pool, the permission could only be given after
      // the pool uses the function, and every sign-in in between would fail.
      sourceArn: `arn:${partitionOf(this)}:cognito-idp:${props.region}:${accountId}:userpool/*`,
      sourceAccount: accountId,
      lifecycle: untilUnused,
    });
  }
}
