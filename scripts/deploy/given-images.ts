import { closestName } from "../../config/closest-name";
import { UserError } from "../../config/user-error";
import type { ServiceToDeploy } from "../../synthesis/deployment";
import type { GivenImage } from "./image-option";

/**
 * The images of the command line, by application and service.
 * @throws UserError with every image that belongs to no service or to several
 */
export function assignImages(
  images: readonly GivenImage[],
  services: readonly ServiceToDeploy[],
): ReadonlyMap<ServiceToDeploy, string> {
  const assigned = new Map<ServiceToDeploy, string>();
  const mistakes: string[] = [];
  for (const given of images) {
    const matching = services.filter(
      ({ application, service }) =>
        service === given.service && (given.stack === undefined || application === given.stack),
    );
    const [only, ...others] = matching;
    if (only === undefined) mistakes.push(unknownService(given, services));
    else if (others.length > 0) mistakes.push(ambiguousService(given, matching));
    else if (assigned.has(only))
      mistakes.push(`--image ${nameOf(given)}: is given twice. Remove one of them.`);
    else assigned.set(only, given.image);
  }
  if (mistakes.length > 0) throw new UserError(mistakes.join("\n"));
  return assigned;
}

function unknownService(given: GivenImage, services: readonly ServiceToDeploy[]): string {
  const names = services.map(({ application, service }) => `${application}/${service}`);
  if (names.length === 0) {
    return `--image ${nameOf(given)}: every service of this environment has a fixed image, or there is none. Change the image in the environment file.`;
  }
  const closest = closestName(nameOf(given), names);
  const suggestion = closest === undefined ? "" : ` Did you mean "${closest}"?`;
  return `--image ${nameOf(given)}: no service without a fixed image has this name.${suggestion} Choose among: ${names.join(", ")}.`;
}

function ambiguousService(given: GivenImage, matching: readonly ServiceToDeploy[]): string {
  const names = matching.map(({ application, service }) => `${application}/${service}`);
  return `--image ${given.service}: several applications have a service of this name. Write one of: ${names.join(", ")}.`;
}

function nameOf({ stack, service }: GivenImage): string {
  return stack === undefined ? service : `${stack}/${service}`;
}
