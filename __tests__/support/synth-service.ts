import type { TerraformStack } from "cdktf";
import { ServiceImage } from "../../constructs/service/service-image";

/** A fixed image by digest. */
export const fixedImage = `registry.example.com/team/app@sha256:${"0123456789abcdef".repeat(4)}`;

/** The default timing of a target group's health checks. */
export const healthCheck = {
  healthCheckIntervalSeconds: 15,
  healthCheckTimeoutSeconds: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
  healthCheckMatcher: "200",
} as const;

/** The image of a service: a fixed one, or a variable that may be empty. */
export function testImage(stack: TerraformStack, image: string | undefined): ServiceImage {
  return new ServiceImage(stack, "image", {
    service: "web",
    image,
    repositoryName: "example/tasks/web",
    deletionProtection: true,
  });
}
