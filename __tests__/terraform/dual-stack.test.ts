import type { EnvironmentInput } from "../../config/schema/environment";
import { seedApplication, seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { readLoadBalancer } from "./read-back";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

const image = { web_image: `registry.example.com/web@sha256:${"1".repeat(64)}` };
const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };

function dualStack(seed: ReturnType<typeof seedEnvironment>): EnvironmentInput {
  const application = seed.applications[seedApplication];
  if (application === undefined) throw new Error(`no application ${seedApplication}`);
  const network = { ...application.network, ipv6: true };
  return { ...seed, applications: { [seedApplication]: { ...application, network } } };
}

describeWithTerraform("the seed becomes dual-stack with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let seed: ReturnType<typeof seedEnvironment>;

  const application = () => bench.stack(seedApplication);

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools() });
    seed = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    bench.synthesize(seed);
  });

  afterAll(() => bench?.close());

  step("the seed applies in one step with an image, and a second plan is empty", async () => {
    await bench.stack("shared-identity").init();
    expect(await bench.stack("shared-identity").apply()).toMatchObject({ errors: [] });
    await application().init();

    expect(await application().apply(image)).toMatchObject({ exitCode: 0, errors: [] });
    expect(await application().plan(image)).toMatchObject(emptyPlan);
  });

  step("IPv6 is added without replacing or deleting anything", async () => {
    bench.synthesize(dualStack(seed));

    const { errors, changes } = await application().plan(image);
    expect(errors).toEqual([]);
    expect(new Set(changes.map(({ action }) => action))).toEqual(new Set(["create", "update"]));
    const types = changes.map(({ address }) => address.split(".")[0]);
    expect(types.filter((type) => type === "aws_route53_record")).toHaveLength(1);
    expect(types).toContain("aws_egress_only_internet_gateway");
    expect(types).not.toContain("aws_nat_gateway");
  });

  step(
    "the load balancer has IPv6 addresses after the apply, and a second plan is empty",
    async () => {
      expect(await application().applyPlan()).toMatchObject({ exitCode: 0, errors: [] });
      expect(await application().plan(image)).toMatchObject(emptyPlan);

      const { load_balancer_arn } = await application().outputs();
      const { ipAddressType } = await readLoadBalancer(bench.aws, String(load_balancer_arn));
      expect(ipAddressType).toBe("dualstack");
    },
  );

  step("both stacks are destroyed", async () => {
    await application().destroy(image);
    await bench.stack("shared-identity").destroy();

    expect(await application().resources()).toEqual([]);
  });
});
