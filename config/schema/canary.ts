import * as field from "./field";
import { imageSchema } from "./image";

/** A second release of a service, with tasks and a target group of its own. */
export const canarySchema = field.object({
  /**
   * Percent of the service's requests that the canary gets, 0 to 100. Deploy it with 0 first: requests
   * that it gets before its tasks are healthy end in a 503.
   */
  weightPercent: field.integer({ min: 0, max: 100 }),
  /** Image by digest, where the service's `image` is given too. @default - the variable `<service>_canary_image` */
  image: imageSchema.optional(),
  /** Seconds that a browser stays with the release that it got first, 1 to 604800. @default 3600 */
  stickinessSeconds: field.integer({ min: 1, max: 604_800 }).default(3600),
});
