import type { RunningUserPool } from "../cognito/running-user-pool.ts";
import type { EmulatorModel } from "../model/emulator-model.ts";

/** Values that no export contains: passwords of the offered users, and secrets of clients and providers. */
export function knownSecrets(
  userPools: readonly RunningUserPool[],
  model: EmulatorModel | undefined,
): readonly string[] {
  return [
    ...userPools.flatMap(({ demoUsers }) => demoUsers.map(({ password }) => password)),
    ...(model?.userPools ?? []).flatMap(({ clients, identityProviders }) => [
      ...clients.flatMap(({ clientSecret }) => clientSecret ?? []),
      ...identityProviders.flatMap(({ details }) => details?.client_secret ?? []),
    ]),
  ];
}
