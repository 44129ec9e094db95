import type { EnvironmentInput } from "./schema/environment";

/**
 * Gives an environment file its types, so that the editor knows every field. Nothing is checked
 * here: that happens when the file is loaded, for all fields at once.
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
