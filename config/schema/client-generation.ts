import * as field from "./field";

/** Each generation is an app client of its own, with another id and another secret. */
const generation = () => field.integer({ min: 1, max: 999 });

/** Fields of an application that replace its app client without ending sessions. */
export const clientGenerationFields = {
  /**
   * The app client that the load balancer signs users in with, 1 to 999. Another number is another
   * client with a new secret. Switching is safe only in steps: docs/rotate-client.md. @default 1
   */
  clientGeneration: generation().default(1),
  /**
   * A second app client that exists beside it and whose users the containers accept as well, 1 to 999:
   * before a rotation the next one, after it the previous one. @default - none
   */
  additionalClientGeneration: generation().optional(),
};
