import { matches } from "./check";
import * as field from "./field";
import { zoneNameSchema } from "./host-name";

/** A Route 53 hosted zone that exists. */
export const hostedZoneSchema = field.object({
  /** Id of the zone, such as `Z0123456789ABCDEFGHIJ`. */
  id: field.string(
    matches(/^Z[A-Z0-9]{1,31}$/, "must be a hosted zone id", (id) =>
      id.startsWith("/hostedzone/")
        ? `leave out /hostedzone/: write ${JSON.stringify(id.slice("/hostedzone/".length))}`
        : 'copy it from Route 53, like "Z0123456789ABCDEFGHIJ"',
    ),
  ),
  /** Name of the zone, such as `example.com`. */
  name: zoneNameSchema,
});
