import type { RunningUserPool } from "../cognito/start-user-pool.ts";
import type { EmulatorModel } from "../model/emulator-model.ts";

/** Values that no export contains: passwords of the offered users, and client secrets. */
export function knownSecrets(
  userPools: readonly RunningUserPool[],
  model: EmulatorModel | undefined,
): readonly string[] {
  return [
    ...userPools.flatMap(({ demoUsers }) => demoUsers.map(({ password }) => password)),
    ...(model?.userPools ?? []).flatMap(({ clients }) =>
      clients.flatMap(({ clientSecret }) => clientSecret ?? []),
    ),
  ];
}
