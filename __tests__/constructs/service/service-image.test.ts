import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { ServiceImage } from "../../../constructs/service/service-image";
import {
  expose,
  exposed,
  parse,
  reference,
  resource,
  resourceCounts,
  synthStack,
} from "../../support/synth";
import { fixedImage } from "../../support/synth-service";

const synthImage = (image: string | undefined, service = "web") =>
  synthStack((stack) => {
    const given = new ServiceImage(stack, "image", {
      service,
      image,
      repositoryName: `example/tasks/${service}`,
      deletionProtection: true,
    });
    const { reference, repositoryArn, repositoryUrl, variableName, count } = given;
    const clusterArn = given.attributeOf(new EcsCluster(stack, "cluster", { name: "c" }), "arn");
    expose(stack, {
      ...{ reference, clusterArn },
      rest: { repositoryArn, repositoryUrl, variableName, count },
    });
  });

describe(ServiceImage, () => {
  describe("without a fixed image", () => {
    const json = synthImage(undefined);

    it("creates a repository, and a variable without a default: a run that lacks it fails", () => {
      expect(resourceCounts(json)).toMatchObject({
        aws_ecr_repository: 1,
      });
      expect(parse(json).variable).toEqual({
        web_image: {
          type: "string",
          nullable: false,
          description:
            "Image of service web, by digest: <repository>@sha256:<64 hex digits>. Only until the first image is pushed: none.",
          validation: [
            {
              condition:
                '${var.web_image == "none" || can(regex("@sha256:[0-9a-f]{64}$", var.web_image))}',
              error_message: expect.stringMatching(
                /^The image must end in @sha256: and 64 hex digits: .* Copy the digest that docker push prints: .* Write none while no image has been pushed yet/,
              ),
            },
          ],
        },
      });
    });

    it("protects the repository's images if deletionProtection is set", () => {
      expect(resource(json, EcrRepository)).toMatchObject({
        name: "example/tasks/web",
        force_delete: false,
      });
    });

    it("exposes the variable's value, and a count that is 0 while it is none", () => {
      expect(exposed(json)).toEqual({
        reference: "${var.web_image}",
        clusterArn: "${one(aws_ecs_cluster.cluster[*].arn)}",
        rest: {
          repositoryArn: reference(json, EcrRepository, "arn"),
          repositoryUrl: reference(json, EcrRepository, "repository_url"),
          variableName: "web_image",
          count: '${var.web_image == "none" ? 0 : 1}',
        },
      });
    });

    it("replaces hyphens of the service's name with underscores in the variable", () => {
      const names = Object.keys(parse(synthImage(undefined, "front-end")).variable ?? {});

      expect(names).toEqual(["front_end_image"]);
    });
  });

  describe("with a fixed image", () => {
    it("creates nothing and has no count", () => {
      const json = synthImage(fixedImage);

      expect(resourceCounts(json)).toEqual({ aws_ecs_cluster: 1 });
      expect(parse(json).variable).toBeUndefined();
      expect(exposed(json)).toEqual({
        reference: fixedImage,
        clusterArn: "${aws_ecs_cluster.cluster.arn}",
        rest: {},
      });
    });

    const digest = `@sha256:${"a".repeat(64)}`;
    it.each([
      [
        `111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/app${digest}`,
        "arn:aws:ecr:eu-central-1:111122223333:repository/team/app",
      ],
      [
        `111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/app${digest}`,
        "arn:aws-us-gov:ecr:us-gov-west-1:111122223333:repository/app",
      ],
      [
        `111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/app${digest}`,
        "arn:aws-cn:ecr:cn-north-1:111122223333:repository/app",
      ],
      [
        `111122223333.dkr.ecr.eu-central-1.amazonaws.com/app:1.2${digest}`,
        "arn:aws:ecr:eu-central-1:111122223333:repository/app",
      ],
      [
        `111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/app${digest}`,
        "arn:aws:ecr:us-east-1:111122223333:repository/app",
      ],
      [
        `111122223333.dkr-ecr.us-east-1.on.aws/team/app${digest}`,
        "arn:aws:ecr:us-east-1:111122223333:repository/team/app",
      ],
    ])("finds the repository of %s", (image, repositoryArn) => {
      expect(exposed(synthImage(image)).rest).toEqual({ repositoryArn });
    });

    it.each([`public.ecr.aws/nginx/nginx${digest}`, `ghcr.io/team/app${digest}`])(
      "has no repository in ECR for %s",
      (image) => {
        expect(exposed(synthImage(image)).rest).toEqual({});
      },
    );
  });
});
