import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";

/** Properties for {@link ImageRepository}. */
export interface ImageRepositoryProps {
  /** `<environment>/<application>/<service>`. */
  readonly name: string;
  /** Prevents the deletion of a repository that contains images. */
  readonly deletionProtection: boolean;
  /** Days until an image without a tag is deleted. @default - never */
  readonly untaggedExpiryDays?: number | undefined;
}

/**
 * The ECR repository of a service: immutable tags, images scanned on push. ECR does not know which
 * images are deployed, so none expires by age or number unless it has no tag and the user wants that.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
 */
export class ImageRepository extends Construct {
  readonly repositoryArn: string;
  readonly repositoryUrl: string;

  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, "repository", {
      name: props.name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "AES256" }],
      forceDelete: !props.deletionProtection,
    });
    if (props.untaggedExpiryDays !== undefined) {
      new EcrLifecyclePolicy(this, "lifecycle", {
        repository: repository.name,
        policy: lifecyclePolicy(props.untaggedExpiryDays),
      });
    }
    this.repositoryArn = repository.arn;
    this.repositoryUrl = repository.repositoryUrl;
  }
}

/** ECR keeps the parts of a multi-architecture image, which have no tag, as long as the image. */
function lifecyclePolicy(untaggedExpiryDays: number): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `Delete images without a tag after ${untaggedExpiryDays} days`,
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: untaggedExpiryDays,
        },
        action: { type: "expire" },
      },
    ],
  });
}
