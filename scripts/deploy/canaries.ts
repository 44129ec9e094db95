import { UserError } from "../../config/user-error";
import type { ServiceToDeploy } from "../../synthesis/deployment";
import { noImage } from "./image-variables";

/**
 * Stops before users get a release that does not run: a canary gets requests as soon as the rules say so,
 * and its tasks start after that.
 * @param services of one application
 * @param deployed image of every service that runs, by name
 * @param images that the run deploys, by name; those that are built are not among them yet
 * @throws UserError
 */
export function requireRunningReleases(
  services: readonly ServiceToDeploy[],
  deployed: Readonly<Record<string, string | undefined>>,
  images: Readonly<Record<string, string | undefined>>,
): void {
  const runs = (image: string | undefined) => image !== undefined && image !== noImage;
  const mistakes = services.flatMap(({ application, service, canaryOf }) => {
    if (canaryOf === undefined) return [];
    const name = `${application}/${canaryOf.service}`;
    if (!runs(images[canaryOf.service])) {
      return `Service ${name} has a canary and no image of its own, so there is nothing to compare the canary with. Deploy the service without canary first.`;
    }
    if (canaryOf.weightPercent > 0 && !runs(deployed[service])) {
      return `The canary of ${name} does not run yet, and canary.weightPercent is ${canaryOf.weightPercent}: as many percent of the requests would end in a 503 until its tasks are healthy. Deploy once with weightPercent: 0, then raise it.`;
    }
    return [];
  });
  if (mistakes.length > 0) throw new UserError(mistakes.join("\n"));
}
