import type { EnvironmentInput } from "./schema/environment";

// Types of the parts that applications can share.
export type {
  AccessInput,
  ApplicationInput,
  ConditionsInput,
  DeliveryInput,
  EdgeInput,
  EnvironmentInput,
  IdentityInput,
  NetworkInput,
  RouteInput,
  ServiceInput,
  TargetInput,
} from "./schema/environment";

/**
 * Types an environment file, so that an editor completes its fields. Values are checked when the
 * file is loaded, not here.
 *
 * @example
 * export const environment = defineEnvironment({
 *   region: "eu-central-1",
 *   identity: { domain: { prefix: "example-login" } },
 *   applications: {
 *     app: {
 *       hostName: "app.example.com",
 *       hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
 *     },
 *   },
 * });
 */
export function defineEnvironment(environment: EnvironmentInput): EnvironmentInput {
  return environment;
}
