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

const synthRepository = (deletionProtection: boolean, untaggedExpiryDays?: number) =>
  synthStack((stack) => {
    const { repositoryArn, repositoryUrl } = new ImageRepository(stack, "repository", {
      name: "example/tasks/web",
      deletionProtection,
      untaggedExpiryDays,
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

  it("never deletes an image by default: one that is deployed may be the oldest", () => {
    expect(resourceCounts(json)).toEqual({ aws_ecr_repository: 1 });
  });

  it("deletes images without a tag when asked to, and no image with a tag", () => {
    const expiring = synthRepository(true, 30);
    const policy = resource(expiring, EcrLifecyclePolicy);

    expect(policy.repository).toBe(reference(expiring, EcrRepository, "name"));
    expect(jsonText(policy.policy)).toEqual({
      rules: [
        {
          rulePriority: 1,
          description: "Delete images without a tag after 30 days",
          selection: {
            tagStatus: "untagged",
            countType: "sinceImagePushed",
            countUnit: "days",
            countNumber: 30,
          },
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
