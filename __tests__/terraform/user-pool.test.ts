import { seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { cognitoRequest } from "./emulated-aws";
import { federationSteps } from "./federation-steps";
import { applyMachineClients } from "./machine-client-steps";
import { ownPagesSteps } from "./own-pages-steps";
import type { AwsCall } from "./recorder";
import { orderedSteps } from "./steps";
import { applyTokenClaims } from "./token-claims-steps";
import { openWorkbench, type Workbench } from "./workbench";

const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };

describeWithTerraform("a user pool with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let seed: ReturnType<typeof seedEnvironment>;

  const identity = () => bench.stack("shared-identity");

  /** Changes settings of the seed's identity. */
  const synthesize = (settings: object) =>
    bench.synthesize({ ...seed, identity: { ...seed.identity, ...settings } });

  async function poolAddress(): Promise<string> {
    const [address = ""] = Object.keys(await identity().attributes("aws_cognito_user_pool"));
    return address;
  }

  async function describePool(): Promise<Readonly<Record<string, unknown>>> {
    const { user_pool_id } = await identity().outputs();
    const { UserPool = {} } = await cognitoRequest(bench.aws, "DescribeUserPool", {
      UserPoolId: user_pool_id,
    });
    return UserPool;
  }

  const operations: string[] = [];
  const record = {
    denies: () => false,
    afterCall: async ({ operation }: AwsCall) => {
      operations.push(operation);
    },
  };

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools(), record });
    seed = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    synthesize({ threatProtection: "audit" });
    await identity().init();
  });

  afterAll(() => bench?.close());

  step("the first apply with threat protection takes the Plus plan", async () => {
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });

    expect(await describePool()).toMatchObject({
      UserPoolTier: "PLUS",
      UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
    });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  step("turning threat protection off ends the Plus plan", async () => {
    synthesize({ threatProtection: "off" });
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });

    expect(await describePool()).toMatchObject({
      UserPoolTier: "ESSENTIALS",
      UserPoolAddOns: { AdvancedSecurityMode: "OFF" },
    });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  step("threat protection can be turned on for a pool that exists", async () => {
    synthesize({ threatProtection: "enforced" });
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });

    expect(await describePool()).toMatchObject({ UserPoolTier: "PLUS" });
    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  federationSteps(step, { aws: () => bench.aws, identity, synthesize, describePool });

  step("machine clients are created, changed in place and removed, with their applications", () =>
    applyMachineClients(bench, seed),
  );

  step("a pre token generation function is added, changed and removed", () =>
    applyTokenClaims(identity(), {
      synthesize,
      describePool,
      callsOf: async (apply) => {
        const before = operations.length;
        await apply();
        return operations.slice(before);
      },
    }),
  );

  step("an attribute that somebody adds by hand is no change", async () => {
    const { user_pool_id } = await identity().outputs();
    await cognitoRequest(bench.aws, "AddCustomAttributes", {
      UserPoolId: user_pool_id,
      CustomAttributes: [{ Name: "department", AttributeDataType: "String", Mutable: true }],
    });

    expect(await identity().plan()).toMatchObject(emptyPlan);
  });

  ownPagesSteps(step, { bench: () => bench, seed: () => seed, synthesize, describePool });

  step("a pool that exists is imported under its name, and nothing is replaced", async () => {
    synthesize({ threatProtection: "off" });
    const address = await poolAddress();
    await identity().destroy();
    const { UserPool = {} } = await cognitoRequest(bench.aws, "CreateUserPool", {
      PoolName: "Users since 2019",
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [{ Name: "department", AttributeDataType: "String", Mutable: true }],
    });
    synthesize({ poolName: "Users since 2019" });
    await identity().succeed("import", "-no-color", address, String(UserPool.Id));

    const { errors, changes } = await identity().plan();
    expect(errors).toEqual([]);
    expect(changes).toContainEqual({ address, action: "update" });
    expect(await identity().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
    expect(await identity().plan()).toMatchObject(emptyPlan);
    expect((await describePool()).Id).toBe(UserPool.Id);
  });

  step(
    "a pool that the stack no longer manages is used as an existing one, unchanged",
    async () => {
      const { user_pool_id: userPoolId } = await identity().outputs();
      const managed = [
        "aws_cognito_user_pool",
        "aws_cognito_user_pool_domain",
        "aws_cognito_resource_server",
      ];
      for (const type of managed) {
        const [address = ""] = Object.keys(await identity().attributes(type));
        await identity().succeed("state", "rm", address);
      }
      const before = await describePool();
      const existing = (settings: object) => {
        const { tasks } = seed.identity.resourceServers;
        const resourceServers = { tasks: { ...tasks, existing: true }, orders: tasks };
        bench.synthesize({
          ...seed,
          identity: {
            type: "existing",
            userPoolId: String(userPoolId),
            domain: seed.identity.domain,
            resourceServers,
            groups: { editors: { precedence: 1 } },
            ...settings,
          },
        });
      };

      existing({ domain: { prefix: "another-login" } });
      expect((await identity().plan()).errors).toEqual([
        expect.stringContaining("does not have the domain another-login"),
      ]);

      existing({});
      const { changes } = await identity().plan();
      expect(changes.map(({ action }) => action)).toEqual(["create", "create"]);
      expect(await identity().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
      expect(await identity().plan()).toMatchObject(emptyPlan);
      expect(await identity().outputs()).toMatchObject({
        user_pool_arn: before.Arn,
        custom_scopes: ["tasks/read", "tasks/write", "orders/read", "orders/write"],
      });

      await identity().destroy();
      const { UserPool } = await cognitoRequest(bench.aws, "DescribeUserPool", {
        UserPoolId: userPoolId,
      });
      expect(UserPool).toEqual(before);
    },
  );
});
