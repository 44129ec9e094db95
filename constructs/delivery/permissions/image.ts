import { allow, type PolicyStatement } from "../../policy-document";
import { type DeliveryScope, regionalArn } from "./scope";

/**
 * Pushes images to the repositories of the environment.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function pushImages(scope: DeliveryScope): PolicyStatement[] {
  return [
    // The token is valid for the whole registry: the action supports no resource ARN.
    allow(["ecr:GetAuthorizationToken"], ["*"]),
    allow(
      [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:DescribeImages",
        "ecr:DescribeRepositories",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      [regionalArn(scope, "ecr", `repository/${scope.environmentName}/*`)],
    ),
  ];
}
