import type { Identity } from "./schema/environment";

/** Every scope that the identity's resource servers have, as tokens contain them. */
export function customScopes({ resourceServers }: Pick<Identity, "resourceServers">): string[] {
  return Object.entries(resourceServers).flatMap(([identifier, { scopes }]) =>
    Object.keys(scopes).map((name) => `${identifier}/${name}`),
  );
}
