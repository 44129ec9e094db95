import type { EnvironmentInput } from "../../config/schema/environment";
import { seedApplication, seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { createExistingVpc } from "./existing-vpc";
import { orderedSteps } from "./steps";
import type { ReadOutcome } from "./terraform";
import { openWorkbench, type Workbench } from "./workbench";

const image = { web_image: `registry.example.com/web@sha256:${"1".repeat(64)}` };
const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };
const keptProtection = { keepsProtection: true };

type Network = NonNullable<EnvironmentInput["applications"][string]["network"]>;

/** Types of the resources whose protection fails a plan. */
function protectedTypes({ errors }: ReadOutcome): string[] {
  const types = errors.flatMap((error) => {
    expect(error).toContain("Instance cannot be destroyed");
    return /Resource (\w+)\./.exec(error)?.[1] ?? [];
  });
  return [...new Set(types)].sort();
}

describeWithTerraform("protection of a deployed environment with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let seed: ReturnType<typeof seedEnvironment>;

  const identity = () => bench.stack("shared-identity");
  const application = () => bench.stack(seedApplication);

  const withNetwork = (network: Network): EnvironmentInput => ({
    ...seed,
    applications: { [seedApplication]: { ...seed.applications[seedApplication], network } },
  });

  async function zonesOfSubnets(): Promise<Record<string, string>> {
    const subnets = Object.values(await application().attributes("aws_subnet"));
    return Object.fromEntries(
      subnets.map(({ tags, availability_zone }) => [
        (tags as { Name: string }).Name.replace("seed-tasks-", ""),
        String(availability_zone),
      ]),
    );
  }

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools() });
    seed = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    // As in an account in which AWS adds this zone later.
    bench.setZones({ "eu-central-1a": "absent" });
    bench.synthesize(seed);
  });

  afterAll(() => bench?.close());

  step("both stacks apply in the zones that the account has", async () => {
    await identity().init();
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });
    await application().init();
    expect(await application().apply(image)).toMatchObject({ exitCode: 0, errors: [] });

    expect(await zonesOfSubnets()).toEqual({
      "public-1": "eu-central-1b",
      "private-1": "eu-central-1b",
      "public-2": "eu-central-1c",
      "private-2": "eu-central-1c",
    });
    expect(await application().plan(image)).toMatchObject(emptyPlan);
  });

  step("a new zone that sorts earlier changes nothing", async () => {
    bench.setZones({});

    expect(await application().plan(image)).toMatchObject(emptyPlan);
  });

  for (const state of ["impaired", "unavailable"] as const) {
    step(`a zone that is ${state} changes nothing`, async () => {
      bench.setZones({ "eu-central-1b": state });

      expect(await application().plan(image)).toMatchObject(emptyPlan);
    });
  }

  step("a third zone is added beside an impaired one, and nothing is replaced", async () => {
    bench.setZones({ "eu-central-1b": "impaired" });
    bench.synthesize(withNetwork({ type: "new", availabilityZoneCount: 3 }));

    const { errors, changes } = await application().plan(image);
    expect(errors).toEqual([]);
    expect(new Set(changes.map(({ action }) => action))).toEqual(new Set(["create", "update"]));
    expect(await application().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
    expect(await zonesOfSubnets()).toMatchObject({
      "public-1": "eu-central-1b",
      "public-3": "eu-central-1a",
      "private-3": "eu-central-1a",
    });
    expect(await application().plan(image)).toMatchObject(emptyPlan);
  });

  step("destroying is refused while protection is on, and nothing is touched", async () => {
    bench.setZones({});
    bench.synthesize(withNetwork({ type: "new", availabilityZoneCount: 3 }), keptProtection);
    const before = await application().resources();

    const ofApplication = await application().planDestroy(image);
    const ofIdentity = await identity().planDestroy();

    expect(ofApplication.exitCode).toBe(1);
    // Which one Terraform comes to first is not determined.
    expect(protectedTypes(ofApplication)).not.toEqual([]);
    expect(ofIdentity.exitCode).toBe(1);
    expect(protectedTypes(ofIdentity)).toEqual(["aws_cognito_user_pool"]);
    expect(await application().resources()).toEqual(before);
  });

  step("another range of the VPC is refused while protection is on", async () => {
    bench.synthesize(withNetwork({ type: "new", cidr: "10.5.0.0/16" }), keptProtection);

    const plan = await application().plan(image);

    expect(plan.exitCode).toBe(1);
    expect(protectedTypes(plan)).toContain("aws_vpc");
  });

  step("a move to an existing VPC is refused while protection is on", async () => {
    const existing = await createExistingVpc(bench.aws, "10.8");
    bench.synthesize(withNetwork({ type: "existing", ...existing }), keptProtection);

    const plan = await application().plan(image);

    expect(plan.exitCode).toBe(1);
    expect(protectedTypes(plan)).toContain("aws_security_group");
  });

  step("another name of the user pool is refused while protection is on", async () => {
    bench.synthesize(
      { ...seed, identity: { ...seed.identity, poolName: "Other users" } },
      keptProtection,
    );

    const plan = await identity().plan();

    expect(plan.exitCode).toBe(1);
    expect(protectedTypes(plan)).toEqual(["aws_cognito_user_pool"]);
  });

  step("both stacks are destroyed once protection is off", async () => {
    bench.synthesize(withNetwork({ type: "new", availabilityZoneCount: 3 }));
    await application().destroy(image);
    await identity().destroy();

    expect(await application().resources()).toEqual([]);
  });
});
