import { setTimeout as sleep } from "node:timers/promises";
import type { EnvironmentInput } from "../../config/schema/environment";
import { seedApplication, seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { createCluster, issueCertificate } from "./existing-services";
import { createExistingVpc, turnDnsOff } from "./existing-vpc";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

type Application = EnvironmentInput["applications"][string];

const image = `registry.example.com/team/web@sha256:${"a".repeat(64)}`;

describeWithTerraform("existing resources with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let seed: ReturnType<typeof seedEnvironment>;

  const identity = () => bench.stack("shared-identity");
  const application = () => bench.stack(seedApplication);

  /** Writes the seed with these settings of its application. */
  function withSettings(settings: Partial<Application>): void {
    bench.synthesize({
      ...seed,
      applications: {
        [seedApplication]: {
          ...seed.applications[seedApplication],
          services: { web: { image } },
          ...settings,
        } as Application,
      },
    });
  }

  /** Certificate of the HTTPS listener in the last plan. */
  async function plannedCertificate(): Promise<unknown> {
    const plan = JSON.parse(await application().succeed("show", "-json", "plan.tfplan")) as {
      planned_values: { root_module: { resources: { address: string; values: object }[] } };
    };
    const listener = plan.planned_values.root_module.resources.find(({ address }) =>
      address.startsWith("aws_lb_listener.https_listener_"),
    );
    return (listener?.values as { certificate_arn?: string } | undefined)?.certificate_arn;
  }

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools() });
    seed = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    withSettings({});
    await identity().init();
    await application().init();
  });

  afterAll(() => bench?.close());

  step("the identity applies", async () => {
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });
  });

  step("a cluster that does not exist fails the plan, which says where it looked", async () => {
    withSettings({ cluster: { type: "existing", name: "shared" } });

    const { exitCode, errors } = await application().plan();
    expect(exitCode).toBe(1);
    expect(errors).toEqual([expect.stringContaining("data.aws_ecs_cluster.cluster_")]);
  });

  step("an active cluster and the newest certificate of the domain are used", async () => {
    withSettings({
      cluster: { type: "existing", name: "shared" },
      certificate: { type: "existing", domain: "*.example.com" },
    });
    await createCluster(bench.aws, "shared");
    await issueCertificate(bench.aws, "*.example.com");
    // Certificates of one second are equally new.
    await sleep(1_100);
    const newest = await issueCertificate(bench.aws, "*.example.com");

    const { exitCode, errors, changes } = await application().plan();
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: [] });
    const types = changes.map(({ address }) => address.split(".")[0]);
    expect(types).not.toContain("aws_ecs_cluster");
    expect(types).not.toContain("aws_acm_certificate");
    expect(await plannedCertificate()).toBe(newest);
  });

  step("an existing network that does not fit fails the plan, with every reason", async () => {
    const vpc = await createExistingVpc(bench.aws, "10.9");
    const other = await createExistingVpc(bench.aws, "10.10");
    await turnDnsOff(bench.aws, vpc.vpcId);
    withSettings({
      network: {
        type: "existing",
        ...vpc,
        publicSubnetIds: [...vpc.publicSubnetIds.slice(0, 1), ...vpc.privateSubnetIds],
        privateSubnetIds: other.privateSubnetIds,
      },
    });

    const { exitCode, errors } = await application().plan();
    expect(exitCode).toBe(1);
    expect(errors.join("\n")).toContain("has DNS resolution turned off");
    expect(errors.join("\n")).toContain("are in one availability zone");
    expect(errors.join("\n")).toContain(`does not belong to VPC ${vpc.vpcId}`);
  });

  step("missing default routes are warnings, one for each subnet", async () => {
    const vpc = await createExistingVpc(bench.aws, "10.11", { defaultRoutes: false });
    withSettings({ network: { type: "existing", ...vpc } });

    const { exitCode, errors, warnings } = await application().plan();
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: [] });
    expect(warnings).toHaveLength(3);
    for (const subnetId of [...vpc.publicSubnetIds, ...vpc.privateSubnetIds]) {
      expect(warnings).toContainEqual(expect.stringContaining(`Subnet ${subnetId} of network.p`));
    }
  });

  step("a route to the internet gateway is none for tasks without public addresses", async () => {
    const vpc = await createExistingVpc(bench.aws, "10.12");
    const [first = "", second = ""] = vpc.publicSubnetIds;
    withSettings({ network: { type: "existing", ...vpc, privateSubnetIds: [first, second] } });

    const { exitCode, errors, warnings } = await application().plan();
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: [] });
    expect(warnings).toHaveLength(2);
    for (const subnetId of [first, second]) {
      expect(warnings).toContainEqual(
        expect.stringContaining(`Subnet ${subnetId} of network.privateSubnetIds has no default`),
      );
    }
  });
});
