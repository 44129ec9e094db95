import { seedApplication, seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

const image = { web_image: `registry.example.com/web@sha256:${"1".repeat(64)}` };
const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };
const userApplication = "notes";

describeWithTerraform("two applications in one network with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;

  const owner = () => bench.stack(seedApplication);
  const user = () => bench.stack(userApplication);

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools() });
    const seed = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    bench.synthesize({
      ...seed,
      applications: {
        [userApplication]: {
          ...seed.applications[seedApplication],
          hostName: "notes.example.com",
          network: { type: "application", application: seedApplication },
        },
        ...seed.applications,
      },
    });
    await bench.stack("shared-identity").init();
    await owner().init();
    await user().init();
    await bench.stack("shared-identity").apply();
  }, 240_000);

  afterAll(() => bench?.close());

  step("the plan names the owner while it is not deployed", async () => {
    const { exitCode, errors } = await user().plan(image);

    expect(exitCode).toBe(1);
    expect(errors.join()).toContain("Deploy seed--tasks first");
  });

  step("the owner and the other application apply", async () => {
    expect(await owner().apply(image)).toMatchObject({ exitCode: 0, errors: [] });
    expect(await user().apply(image)).toMatchObject({ exitCode: 0, errors: [] });
  });

  step("second plans of both are empty", async () => {
    expect(await owner().plan(image)).toMatchObject(emptyPlan);
    expect(await user().plan(image)).toMatchObject(emptyPlan);
  });

  step("both load balancers are in the owner's public subnets", async () => {
    const { public_subnet_ids } = await owner().outputs();
    const [ofOwner] = Object.values(await owner().attributes("aws_lb"));
    const [ofUser] = Object.values(await user().attributes("aws_lb"));

    expect(new Set(ofOwner?.subnets as string[])).toEqual(new Set(public_subnet_ids as string[]));
    expect(ofUser?.subnets).toEqual(ofOwner?.subnets);
    expect(ofUser?.vpc_id).toBe(ofOwner?.vpc_id);
  });

  step("the other application is destroyed, and the owner does not change", async () => {
    await user().destroy(image);

    expect(await user().resources()).toEqual([]);
    expect(await owner().plan(image)).toMatchObject(emptyPlan);
  });

  step("the owner is destroyed after it", async () => {
    await owner().destroy(image);

    expect(await owner().resources()).toEqual([]);
  });
});
