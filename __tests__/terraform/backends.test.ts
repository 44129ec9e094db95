import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EnvironmentInput, State } from "../../config/schema/environment";
import { seedApplication, seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { StateBucket } from "./emulated-aws";
import { SharedProvider } from "./shared-provider";
import { orderedSteps } from "./steps";
import { checkedEnvironment, stackFolder, synthesize, writeOverride } from "./synthesize";
import { Terraform } from "./terraform";
import { terraformEnvironment } from "./terraform-environment";
import { openWorkbench, type Workbench } from "./workbench";

const stacks = ["seed--shared-identity", `seed--${seedApplication}`];
const bucketName = "state-of-the-seed";

const backends: Record<State["type"], NonNullable<EnvironmentInput["state"]>> = {
  local: { type: "local" },
  s3: { type: "s3", bucket: bucketName, keyPrefix: "team/project" },
  cloud: { type: "cloud", organization: "example-org", project: "example-project" },
};

describeWithTerraform("the three backends with real Terraform", (tools) => {
  let folder: string;
  let provider: SharedProvider | undefined;

  afterAll(() => provider?.close());

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "backend-suite-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.entries(backends))(
    "both stacks validate with the %s backend",
    async (_type, state) => {
      const environment = checkedEnvironment(seedEnvironment({ state }));
      expect(synthesize(environment, folder)).toEqual(stacks);
      const variables = terraformEnvironment({
        tools: tools(),
        folder,
        region: environment.region,
      });
      provider ??= new SharedProvider(variables);
      for (const stackName of stacks) {
        writeOverride(folder, stackName, tools().providerVersion);
        const terraform = new Terraform({
          terraform: tools().terraform,
          folder: stackFolder(folder, stackName),
          environment: variables,
          provider,
        });
        await terraform.init("-backend=false");
        expect(await terraform.validate()).toContain("Success! The configuration is valid.");
      }
    },
  );
});

describeWithTerraform("the s3 backend on an emulated bucket", (tools) => {
  const step = orderedSteps();
  const stateKey = "team/project/seed/shared-identity.tfstate";
  let bench: Workbench;
  let bucket: StateBucket;

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools() });
    bucket = new StateBucket(bench.aws, bucketName);
    await bucket.create();
    bench.synthesize(seedEnvironment({ hostedZoneId: bench.hostedZoneId, state: backends.s3 }));
  });

  afterAll(() => bench?.close());

  step("the application's plan names the stack to deploy while there is no state", async () => {
    await bench.stack(seedApplication).init();
    const { exitCode, errors } = await bench.stack(seedApplication).plan({ web_image: "none" });

    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      expect.stringMatching(/^Unable to find remote state.*deploy_shared_identity_first/s),
    ]);
  });

  step("a lock of somebody else stops the apply", async () => {
    await bench.stack("shared-identity").init();
    const lock = { ID: "11111111-2222-3333-4444-555555555555", Operation: "OperationTypeApply" };
    await bucket.put(`${stateKey}.tflock`, JSON.stringify({ ...lock, Who: "somebody@else" }));

    const { exitCode, errors } = await bench.stack("shared-identity").apply();
    await bucket.delete(`${stateKey}.tflock`);

    expect(exitCode).toBe(1);
    expect(errors.join()).toContain("Error acquiring the state lock");
    expect(errors.join()).toContain("somebody@else");
  });

  step("the identity's state is kept in the bucket, and its lock is released", async () => {
    expect(await bench.stack("shared-identity").apply()).toMatchObject({ exitCode: 0 });

    expect(await bucket.keys()).toEqual([stateKey]);
    expect(await bench.stack("shared-identity").plan()).toMatchObject({ exitCode: 0 });
  });

  step("the application's plan reads the identity's state from the bucket", async () => {
    const { user_pool_id } = await bench.stack("shared-identity").outputs();
    const plan = await bench
      .stack(seedApplication)
      .succeed("plan", "-no-color", "-var=web_image=none");

    expect(plan).toContain(`"${user_pool_id}"`);
  });

  step("the identity is destroyed", async () => {
    await bench.stack("shared-identity").destroy();

    expect(await bench.stack("shared-identity").resources()).toEqual([]);
  });
});
