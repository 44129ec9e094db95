import type { TerraformStack } from "cdktf";
import { ServiceImage } from "../../constructs/service/service-image";

/** An image that is fixed, and so always there. */
export const fixedImage = `registry.example.com/team/app@sha256:${"0123456789abcdef".repeat(4)}`;

/** Where a service gets its image from: a fixed one, or a variable that may be empty. */
export function testImage(stack: TerraformStack, image: string | undefined): ServiceImage {
  return new ServiceImage(stack, "image_web", {
    service: "web",
    image,
    repositoryName: "example/tasks/web",
    deletionProtection: true,
  });
}
