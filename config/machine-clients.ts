import type { Identity } from "./schema/environment";

/** Names of the machine clients that have all of the scopes. */
export function machineClientsWith(
  { machineClients }: Pick<Identity, "machineClients">,
  scopes: readonly string[],
): string[] {
  return Object.entries(machineClients)
    .filter(([, client]) => scopes.every((scope) => client.scopes.includes(scope)))
    .map(([name]) => name);
}
