import type { Deployment, ServiceToDeploy } from "../../synthesis/deployment";
import { requireRunningReleases } from "./canaries";
import { deployStack, type StackOptions } from "./deploy-stack";
import { deployedImages } from "./deployed-images";
import type { DeployableStack } from "./deployment-order";
import { noImage, writeImages } from "./image-variables";
import { type BuiltService, buildImages } from "./images/build-images";
import type { ImageToolName } from "./images/image-tool";
import { requireIdleRemovedCanaries } from "./removed-canaries";
import type { TerraformStack } from "./terraform-stack";

/** Options of {@link deployApplication}. */
export interface ApplicationOptions extends StackOptions {
  /** The project's folder. */
  readonly root: string;
  readonly deployment: Deployment;
  /** Images of the command line. */
  readonly given: ReadonlyMap<ServiceToDeploy, string>;
  readonly buildWith: ImageToolName | undefined;
  /** Whether services are left with the image that is deployed, or without one. */
  readonly noBuild: boolean;
}

/**
 * Deploys the stack of an application with the images of its services: a given one, else one that is
 * built here, else the one that is deployed, so that a forgotten option never takes a service away.
 */
export async function deployApplication(
  stack: DeployableStack,
  terraform: TerraformStack,
  options: ApplicationOptions,
): Promise<void> {
  const { deployment, given, report } = options;
  const services = deployment.services.filter(({ application }) => application === stack.name);
  const state = await terraform.state();
  const deployed = deployedImages(state);
  const images: Record<string, string> = {};
  for (const service of services) {
    images[service.service] = given.get(service) ?? deployed[service.service] ?? noImage;
  }
  requireRunningReleases(services, deployed, images);
  requireIdleRemovedCanaries(stack.folder, state);
  const built = services.filter(
    (service): service is BuiltService =>
      service.build !== undefined && !given.has(service) && !options.noBuild,
  );
  writeImages(stack.folder, images);
  if (built.length > 0 && !options.planOnly) {
    const repositories = await repositoriesOf(stack, terraform, built, options);
    Object.assign(images, await buildImages(built, { ...options, repositories }));
    writeImages(stack.folder, images);
  }
  if (built.length > 0 && options.planOnly) {
    report("  images are not built with --plan: the plan has those that are deployed");
  }
  await deployStack(stack, terraform, options);
}

/**
 * Where to push. The repositories of services that were never deployed are created first, together with
 * everything else that needs no image.
 */
async function repositoriesOf(
  stack: DeployableStack,
  terraform: TerraformStack,
  services: readonly BuiltService[],
  options: ApplicationOptions,
): Promise<Readonly<Record<string, string>>> {
  const existing = await repositoryOutputs(terraform);
  if (services.every(({ service }) => existing[service] !== undefined)) return existing;
  options.report("  first without images: a repository is needed to push to");
  await deployStack(stack, terraform, options);
  return repositoryOutputs(terraform);
}

async function repositoryOutputs(
  terraform: TerraformStack,
): Promise<Readonly<Record<string, string>>> {
  const { image_repository_urls: urls } = await terraform.outputs();
  return (urls ?? {}) as Readonly<Record<string, string>>;
}
