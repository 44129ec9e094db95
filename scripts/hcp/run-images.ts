import { UserError } from "../../config/user-error";
import type { ServiceToDeploy } from "../../synthesis/deployment";
import { requireRunningReleases } from "../deploy/canaries";
import { imageVariable, noImage } from "../deploy/image-variables";
import type { ApiClient } from "./api-client";
import { ApiError } from "./api-error";
import { hclLiteral } from "./hcl-literal";

/** Output of an application's stack with the image of every service that has a variable for it. */
const imagesOutput = "images";

/** The images that the state of a workspace has; `undefined` while it has no state. */
export type DeployedImages = Readonly<Record<string, string>> | undefined;

interface OutputsDocument {
  readonly data: readonly {
    readonly attributes: { readonly name: string; readonly value: unknown };
  }[];
}

/**
 * Reads which images are deployed.
 * @param stackName for the error
 * @throws UserError when there is state that does not tell
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/state-version-outputs
 */
export async function readDeployedImages(
  client: ApiClient,
  workspaceId: string,
): Promise<DeployedImages | "unknown"> {
  const path = `/workspaces/${workspaceId}/current-state-version-outputs`;
  const outputs = await client.get<OutputsDocument>(path).catch((error) => {
    // The workspace was read, so this is a workspace without state.
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  });
  if (outputs === undefined || outputs.data.length === 0) return undefined;
  const found = outputs.data.find(({ attributes }) => attributes.name === imagesOutput);
  const value = found?.attributes.value;
  if (typeof value !== "object" || value === null) return "unknown";
  return value as Readonly<Record<string, string>>;
}

/**
 * The image of every service: the given one, else the one that is deployed, so that a forgotten option
 * never takes a service away. Without state nothing is deployed.
 * @throws UserError with every service whose image is not known, and for a canary that would get requests
 * before it runs
 */
export function chooseImages(
  services: readonly ServiceToDeploy[],
  given: ReadonlyMap<ServiceToDeploy, string>,
  deployed: DeployedImages | "unknown",
): Readonly<Record<string, string>> {
  const missing = services.filter((each) => !given.has(each));
  if (deployed === "unknown" && missing.length > 0) {
    const options = missing.map(({ service }) => `--image ${service}=REPOSITORY@sha256:…`);
    throw new UserError(
      `The workspace's state does not say which images are deployed: it was applied before the stack had the output "${imagesOutput}". ` +
        `Name them once: ${options.join(" ")}`,
    );
  }
  const known = deployed === "unknown" ? {} : (deployed ?? {});
  const images = Object.fromEntries(
    services.map((each) => [each.service, given.get(each) ?? known[each.service] ?? noImage]),
  );
  requireRunningReleases(services, known, images);
  return images;
}

/** Run-specific variables for the images, by service. */
export function imageVariables(
  images: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(images).map(([service, image]) => [imageVariable(service), hclLiteral(image)]),
  );
}
