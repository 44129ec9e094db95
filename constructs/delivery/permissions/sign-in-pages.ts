import { allow, type PolicyStatement } from "../../policy-document";
import { type DeliveryScope, regionalArn } from "./scope";

/** What of sign-in pages and emails an environment has, beyond every user pool. */
export interface SignInFeatures {
  readonly ownDomain: boolean;
  readonly pages: boolean;
  readonly sendsWithSes: boolean;
}

/** Certificates of own domains are there, whatever the environment's region. */
const certificateRegion = "us-east-1";

function certificateArn(scope: DeliveryScope): string {
  return regionalArn({ ...scope, region: certificateRegion }, "acm", "certificate/*");
}

/** Reads certificates of own domains, and what pages look like. */
export function readSignInPages(scope: DeliveryScope, features: SignInFeatures): PolicyStatement[] {
  return [
    ...(features.ownDomain
      ? [allow(["acm:DescribeCertificate", "acm:ListTagsForCertificate"], [certificateArn(scope)])]
      : []),
    ...(features.pages
      ? [
          allow(
            [
              "cognito-idp:DescribeManagedLoginBranding",
              "cognito-idp:DescribeManagedLoginBrandingByClient",
              "cognito-idp:GetUICustomization",
            ],
            [regionalArn(scope, "cognito-idp", "userpool/*")],
          ),
        ]
      : []),
  ];
}

/**
 * Manages certificates of own domains, what pages look like, and the role with which Cognito sends emails.
 * Cognito changes the distribution of an own domain with the caller's permission.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
 */
export function manageSignInPages(
  scope: DeliveryScope,
  features: SignInFeatures,
): PolicyStatement[] {
  const { partition, accountId } = scope;
  return [
    ...(features.ownDomain
      ? [
          {
            ...allow(["acm:RequestCertificate"], ["*"]),
            Condition: { StringEquals: { "aws:RequestedRegion": certificateRegion } },
          },
          allow(
            [
              "acm:AddTagsToCertificate",
              "acm:DeleteCertificate",
              "acm:RemoveTagsFromCertificate",
              "acm:UpdateCertificateOptions",
            ],
            [certificateArn(scope)],
          ),
          // The distribution belongs to Cognito, so its ARN is not known.
          allow(["cloudfront:UpdateDistribution"], ["*"]),
        ]
      : []),
    ...(features.pages
      ? [
          allow(
            [
              "cognito-idp:CreateManagedLoginBranding",
              "cognito-idp:DeleteManagedLoginBranding",
              "cognito-idp:SetUICustomization",
              "cognito-idp:UpdateManagedLoginBranding",
            ],
            [regionalArn(scope, "cognito-idp", "userpool/*")],
          ),
        ]
      : []),
    ...(features.sendsWithSes
      ? [
          {
            ...allow(
              ["iam:CreateServiceLinkedRole"],
              [`arn:${partition}:iam::${accountId}:role/aws-service-role/*`],
            ),
            Condition: {
              StringEquals: { "iam:AWSServiceName": "email.cognito-idp.amazonaws.com" },
            },
          },
        ]
      : []),
  ];
}
