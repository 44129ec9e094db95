import { allow, type PolicyStatement } from "../../policy-document";
import { bucketActions } from "./bucket-actions";
import { bucketArn, type DeliveryScope, ownRoleArn, regionalArn } from "./scope";

/** The pre token generation function of the environment's user pool. */
function functionArn(scope: DeliveryScope): string {
  return regionalArn(scope, "lambda", `function:${scope.environmentName}-token-claims`);
}

function logGroupArn(scope: DeliveryScope): string {
  return regionalArn(scope, "logs", `log-group:/aws/lambda/${scope.environmentName}-token-claims`);
}

/** Bucket of its code. */
function codeBucketArn(scope: DeliveryScope): string {
  return bucketArn(scope, `${scope.environmentName}-code-*`);
}

/** Reads what Terraform compares with the configuration: the function with its code, and no log. */
export function readFunctions(scope: DeliveryScope): PolicyStatement[] {
  return [
    allow(
      [
        "lambda:GetFunction",
        "lambda:GetFunctionCodeSigningConfig",
        "lambda:GetPolicy",
        "lambda:ListTags",
        "lambda:ListVersionsByFunction",
      ],
      [functionArn(scope)],
    ),
    allow(["logs:ListTagsForResource"], [logGroupArn(scope)]),
    allow(bucketActions.read, [codeBucketArn(scope)]),
    allow(["s3:GetObject", "s3:GetObjectTagging"], [`${codeBucketArn(scope)}/*`]),
  ];
}

/**
 * Creates and changes the function with its log group, its code and who may call it, and gives Lambda its
 * role. What the role may do is the business of those who may manage roles.
 */
export function manageFunctions(scope: DeliveryScope): PolicyStatement[] {
  return [
    allow(
      [
        "lambda:AddPermission",
        "lambda:CreateFunction",
        "lambda:DeleteFunction",
        "lambda:RemovePermission",
        "lambda:TagResource",
        "lambda:UntagResource",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
      ],
      [functionArn(scope)],
    ),
    {
      ...allow(["iam:PassRole"], [ownRoleArn(scope, "claims-*")]),
      Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    },
    allow(
      [
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:DeleteRetentionPolicy",
        "logs:PutRetentionPolicy",
        "logs:TagResource",
        "logs:UntagResource",
      ],
      [logGroupArn(scope)],
    ),
    allow(bucketActions.write, [codeBucketArn(scope)]),
    allow(
      [
        "s3:DeleteObject",
        "s3:DeleteObjectTagging",
        "s3:DeleteObjectVersion",
        "s3:PutObject",
        "s3:PutObjectTagging",
      ],
      [`${codeBucketArn(scope)}/*`],
    ),
  ];
}
