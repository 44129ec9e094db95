import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { ImageRepository } from "../../../constructs/service/image-repository";
import {
  expose,
  exposed,
  jsonText,
  reference,
  resource,
  resourceCounts,
  resources,
  synthStack,
} from "../../support/synth";

const synthRepository = (deletionProtection: boolean) =>
  synthStack((stack) => {
    const { repositoryArn, repositoryUrl } = new ImageRepository(stack, "repository", {
      name: "example/tasks/web",
      deletionProtection,
    });
    expose(stack, { repositoryArn, repositoryUrl });
  });

describe(ImageRepository, () => {
  const json = synthRepository(true);

  it.each([true, false])(
    "has immutable tags, scans on push, and protects images when deletionProtection is %s",
    (kept) => {
      expect(resources(synthRepository(kept), EcrRepository)).toEqual([
        {
          name: "example/tasks/web",
          image_tag_mutability: "IMMUTABLE",
          image_scanning_configuration: { scan_on_push: true },
          encryption_configuration: [{ encryption_type: "AES256" }],
          force_delete: !kept,
        },
      ]);
    },
  );

  it("expires all but the newest images", () => {
    const policy = resource(json, EcrLifecyclePolicy);

    expect(resourceCounts(json)).toEqual({ aws_ecr_repository: 1, aws_ecr_lifecycle_policy: 1 });
    expect(policy.repository).toBe(reference(json, EcrRepository, "name"));
    expect(jsonText(policy.policy)).toEqual({
      rules: [
        {
          rulePriority: 1,
          description: "Keep the newest 50 images",
          selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 50 },
          action: { type: "expire" },
        },
      ],
    });
  });

  it("exposes the URL to push to and the ARN for the role's policy", () => {
    expect(exposed(json)).toEqual({
      repositoryArn: reference(json, EcrRepository, "arn"),
      repositoryUrl: reference(json, EcrRepository, "repository_url"),
    });
  });
});
