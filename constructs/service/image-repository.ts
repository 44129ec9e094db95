import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";

/** Properties for {@link ImageRepository}. */
export interface ImageRepositoryProps {
  /** `<environment>/<application>/<service>`. */
  readonly name: string;
  /** Prevents the deletion of a repository that contains images. */
  readonly deletionProtection: boolean;
}

const maxImages = 50;

/**
 * The ECR repository of a service: immutable tags, images scanned on push.
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
    new EcrLifecyclePolicy(this, "lifecycle", {
      repository: repository.name,
      policy: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            description: `Keep the newest ${maxImages} images`,
            selection: {
              tagStatus: "any",
              countType: "imageCountMoreThan",
              countNumber: maxImages,
            },
            action: { type: "expire" },
          },
        ],
      }),
    });
    this.repositoryArn = repository.arn;
    this.repositoryUrl = repository.repositoryUrl;
  }
}
