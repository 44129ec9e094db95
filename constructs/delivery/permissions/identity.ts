import { allow, type PolicyStatement } from "../../policy-document";
import { type DeliveryScope, regionalArn } from "./scope";

/**
 * Manages user pools of the region with their domains, app clients, groups and resource servers. A pool's
 * ARN contains an ID that AWS chooses. Users are not among it: nobody can be created, read or deleted.
 */
export function manageIdentity(scope: DeliveryScope): PolicyStatement[] {
  return [
    {
      // It supports no resource ARN.
      ...allow(["cognito-idp:CreateUserPool"], ["*"]),
      Condition: { StringEquals: { "aws:RequestedRegion": scope.region } },
    },
    allow(
      [
        "cognito-idp:CreateGroup",
        "cognito-idp:CreateResourceServer",
        "cognito-idp:CreateUserPoolClient",
        "cognito-idp:CreateUserPoolDomain",
        "cognito-idp:DeleteGroup",
        "cognito-idp:DeleteResourceServer",
        "cognito-idp:DeleteUserPool",
        "cognito-idp:DeleteUserPoolClient",
        "cognito-idp:DeleteUserPoolDomain",
        "cognito-idp:SetUserPoolMfaConfig",
        "cognito-idp:TagResource",
        "cognito-idp:UntagResource",
        "cognito-idp:UpdateGroup",
        "cognito-idp:UpdateResourceServer",
        "cognito-idp:UpdateUserPool",
        "cognito-idp:UpdateUserPoolClient",
        "cognito-idp:UpdateUserPoolDomain",
      ],
      [regionalArn(scope, "cognito-idp", "userpool/*")],
    ),
  ];
}
