import * as z from "zod";
import { matches } from "./check";
import * as field from "./field";

/** ECS cluster of the services. */
export const clusterSchema = field.variant([
  field.object({
    /** A new cluster for this application. */
    type: z.literal("new"),
  }),
  field.object({
    /** A cluster that exists, in the environment's region and account. Nothing of it is changed. */
    type: z.literal("existing"),
    /** Name of the cluster. `FARGATE` must be among its capacity providers, and for Spot `FARGATE_SPOT`; nothing checks that before ECS does. */
    name: field.string(
      matches(
        /^[A-Za-z0-9_-]{1,255}$/,
        "must be the name of a cluster: 1 to 255 letters, digits, hyphens and underscores",
        'copy it from the ECS console, like "shared"',
      ),
    ),
  }),
  field.object({
    /** The cluster of the edge. */
    type: z.literal("edge"),
  }),
]);
