import type { EnvironmentInput, RouteInput } from "../../config/schema/environment";
import type { seedEnvironment } from "../fixtures/seed";
import { cognitoRequest } from "./emulated-aws";
import type { Workbench } from "./workbench";

type IdentityInput = Extract<EnvironmentInput["identity"], { type?: "new" | undefined }>;

const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };

/**
 * Applies a machine client, changes and removes it. An application with a route for its tokens can be
 * planned once the identity is applied, without its jwt-validation action where the provider has none.
 */
export async function applyMachineClients(
  bench: Workbench,
  seed: ReturnType<typeof seedEnvironment>,
): Promise<void> {
  const identity = bench.stack("shared-identity");
  const { tasks } = seed.applications;
  const route: RouteInput = {
    conditions: { paths: ["/api/*"] },
    access: { type: "token", scopes: ["tasks/read"] },
    target: { type: "service", service: "web" },
  };
  const machines = (machineClients: IdentityInput["machineClients"], ...routes: RouteInput[]) =>
    bench.synthesize({
      ...seed,
      identity: { ...seed.identity, machineClients },
      applications: { tasks: { ...tasks, routes: [...routes, ...tasks.routes] } },
    });
  const describeClient = async (): Promise<Readonly<Record<string, unknown>>> => {
    const { user_pool_id, machine_client_ids } = await identity.outputs();
    const { UserPoolClient } = await cognitoRequest(bench.aws, "DescribeUserPoolClient", {
      UserPoolId: user_pool_id,
      ClientId: (machine_client_ids as Record<string, string>)["billing-import"],
    });
    return UserPoolClient as Readonly<Record<string, unknown>>;
  };

  machines({ "billing-import": { scopes: ["tasks/read"] } }, route);
  await bench.stack("tasks").init();
  expect((await bench.stack("tasks").plan({ web_image: "none" })).errors).toEqual([
    expect.stringContaining("accept a machine client that stack seed--shared-identity does not"),
  ]);
  expect(await identity.apply()).toMatchObject({ exitCode: 0, errors: [] });
  const created = await describeClient();
  expect(created).toMatchObject({
    ClientName: "seed-machine-billing-import",
    ClientSecret: expect.stringMatching(/./),
    AllowedOAuthFlows: ["client_credentials"],
    AllowedOAuthScopes: ["tasks/read"],
    AccessTokenValidity: 60,
  });
  expect(JSON.stringify(await identity.outputs())).not.toContain(created.ClientSecret);
  expect(await identity.plan()).toMatchObject(emptyPlan);
  expect((await bench.stack("tasks").plan({ web_image: "none" })).errors).toEqual([]);

  machines({
    "billing-import": { scopes: ["tasks/read", "tasks/write"], accessTokenMinutes: 30 },
  });
  expect(await identity.apply()).toMatchObject({ exitCode: 0, errors: [] });
  expect(await describeClient()).toMatchObject({
    ClientId: created.ClientId,
    AllowedOAuthScopes: ["tasks/read", "tasks/write"],
    AccessTokenValidity: 30,
  });
  expect(await identity.plan()).toMatchObject(emptyPlan);

  machines({});
  expect(await identity.apply()).toMatchObject({ exitCode: 0, errors: [] });
  expect(await identity.outputs()).not.toHaveProperty("machine_client_ids");
  expect(await identity.plan()).toMatchObject(emptyPlan);
}
