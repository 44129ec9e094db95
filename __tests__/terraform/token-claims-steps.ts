import type { Workbench } from "./workbench";

const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };
const success = { exitCode: 0, errors: [] };

/** What {@link applyTokenClaims} works with. */
export interface UserPoolBench {
  /** Changes settings of the identity. */
  readonly synthesize: (settings: object) => void;
  readonly describePool: () => Promise<Readonly<Record<string, unknown>>>;
  /** Names of the calls to AWS during an apply, in order. */
  readonly callsOf: (apply: () => Promise<void>) => Promise<readonly string[]>;
}

/**
 * Adds the pre token generation function, changes and removes it. A pool whose function it may not call
 * lets nobody in: the permission exists before the pool uses the function, and until it no longer does.
 */
export async function applyTokenClaims(
  identity: ReturnType<Workbench["stack"]>,
  { synthesize, describePool, callsOf }: UserPoolBench,
): Promise<void> {
  const scopes = { "tasks/read": { groups: ["admins"] } };
  const claims = { tier: { type: "constant", value: "gold" } };
  const settings = { threatProtection: "off", groups: { admins: { precedence: 1 } } };

  const expectApplied = async (version: string | undefined) => {
    const { LambdaConfig } = await describePool();
    const config = LambdaConfig as Record<string, Record<string, string>> | undefined;
    expect(config?.PreTokenGenerationConfig?.LambdaVersion).toBe(version);
    expect(await identity.plan()).toMatchObject(emptyPlan);
  };
  const apply = async (changes: object) => {
    synthesize({ ...settings, ...changes });
    return callsOf(async () => expect(await identity.apply()).toMatchObject(success));
  };
  const placeOf = (calls: readonly string[], name: RegExp) => {
    const place = calls.findIndex((call) => name.test(call));
    expect(place).toBeGreaterThan(-1);
    return place;
  };

  const added = await apply({ tokenClaims: { scopes } });
  await expectApplied("V2_0");
  await apply({ tokenClaims: { scopes, claims, machines: true } });
  await expectApplied("V3_0");
  const removed = await apply({});
  await expectApplied(undefined);

  expect(placeOf(added, /^POST .*\/policy/)).toBeLessThan(placeOf(added, /^UpdateUserPool$/));
  const poolUpdated = placeOf(removed, /^UpdateUserPool$/);
  expect(placeOf(removed, /^DELETE .*\/policy\//)).toBeGreaterThan(poolUpdated);
}
