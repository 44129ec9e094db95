import type { TriggerHandler } from "../../src/cognito/triggers/trigger-handler.ts";
import type { UserPoolModel } from "../../src/model/user-pool.ts";
import { password, startPool, type TestPool } from "./support.ts";

/** A version of the trigger's event. */
export type Version = NonNullable<UserPoolModel["preTokenGeneration"]>;

/** A running pool for each version, whose user Carla is in the group "readers". */
export async function startTriggerPools(
  handler: TriggerHandler,
): Promise<ReadonlyMap<Version, TestPool>> {
  const pools = new Map<Version, TestPool>();
  for (const version of ["V1_0", "V2_0", "V3_0"] as const) {
    const pool = await startPool({ preTokenGeneration: version }, undefined, handler);
    await pool.users.create({
      email: "carla@example.com",
      name: "Carla",
      password,
      groups: ["readers"],
    });
    pools.set(version, pool);
  }
  return pools;
}
