import type { EnvironmentInput } from "../../config/schema/environment";
import { seedApplication, seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import {
  allowHttps,
  createListener,
  type ExistingListener,
  prioritiesOf,
} from "./existing-listener";
import { createCluster, issueCertificate } from "./existing-services";
import { createExistingVpc, type ExistingVpc } from "./existing-vpc";
import { deniedByRoles, RecordedCalls } from "./recorded-calls";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

const image = `registry.example.com/team/web@sha256:${"a".repeat(64)}`;
const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };

describeWithTerraform("an existing listener with real Terraform", (tools) => {
  const step = orderedSteps();
  const calls = new RecordedCalls();
  let bench: Workbench;
  let vpc: ExistingVpc;
  let team: ExistingListener;

  const identity = () => bench.stack("shared-identity");
  const application = () => bench.stack(seedApplication);

  /** The seed with its application on a listener, in an existing cluster, with a certificate by domain. */
  function environmentOn(listenerArn: string): EnvironmentInput {
    const seed = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    const { network: _, ...settings } = seed.applications[seedApplication];
    return {
      ...seed,
      applications: {
        [seedApplication]: {
          ...settings,
          services: { web: { image, scaling: { minCapacity: 1, maxCapacity: 2 } } },
          network: { type: "existing", ...vpc },
          loadBalancer: { type: "existing", listenerArn, firstPriority: 2000 },
          cluster: { type: "existing", name: "shared" },
          certificate: { type: "existing", domain: "*.example.com" },
        },
      } as EnvironmentInput["applications"],
    };
  }

  const on = (listenerArn: string) => bench.synthesize(environmentOn(listenerArn));

  async function errorsOn(listenerArn: string): Promise<string> {
    on(listenerArn);
    const { exitCode, errors } = await application().plan();
    expect(exitCode).toBe(1);
    return errors.join("\n");
  }

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools(), record: calls.recording });
    await createCluster(bench.aws, "shared");
    await issueCertificate(bench.aws, "*.example.com");
    vpc = await createExistingVpc(bench.aws, "10.8");
    team = await createListener(bench.aws, vpc, { name: "team", egress: false });
    on(team.listenerArn);
    await identity().init();
    await application().init();
  }, 240_000);

  afterAll(() => bench?.close());

  step("the identity applies", async () => {
    expect(await identity().apply()).toMatchObject({ exitCode: 0, errors: [] });
  });

  step("a listener without HTTPS fails the plan", async () => {
    const { listenerArn } = await createListener(bench.aws, vpc, {
      name: "http",
      protocol: "HTTP",
    });

    const errors = await errorsOn(listenerArn);
    expect(errors).toContain("has protocol HTTP. Load balancers sign users in on HTTPS");
    expect(errors).not.toContain("security policy");
  });

  step("an old security policy fails the plan", async () => {
    const { listenerArn } = await createListener(bench.aws, vpc, {
      name: "old",
      securityPolicy: "ELBSecurityPolicy-2016-08",
    });

    expect(await errorsOn(listenerArn)).toContain(
      "has the security policy ELBSecurityPolicy-2016-08, which may accept TLS 1.0",
    );
  });

  step("a load balancer that does not fit fails the plan, with every reason", async () => {
    const elsewhere = await createExistingVpc(bench.aws, "10.9");
    const { listenerArn } = await createListener(bench.aws, elsewhere, {
      name: "elsewhere",
      dropsInvalidHeaders: false,
      idleTimeoutSeconds: 120,
    });

    const errors = await errorsOn(listenerArn);
    expect(errors).toContain(
      `is in VPC ${elsewhere.vpcId}, and the services would be in ${vpc.vpcId}`,
    );
    expect(errors).toContain("passes invalid header fields on");
    expect(errors).toContain("closes idle connections after 120 seconds");
  });

  step("a load balancer without egress to Cognito fails the plan", async () => {
    expect(await errorsOn(team.listenerArn)).toContain(
      "No security group of load balancer team allows egress on TCP port 443 to 0.0.0.0/0",
    );
  });

  step(
    "the application applies on a listener that fits, and says what its owner could do",
    async () => {
      await allowHttps(bench.aws, team.securityGroupId);
      on(team.listenerArn);

      const { exitCode, errors, warnings, events } = await application().apply();
      expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] });
      expect(warnings.join("\n")).toContain("Load balancer team writes no access logs");
      expect(warnings.join("\n")).toContain("Load balancer team has no deletion protection");
      const priorities = await prioritiesOf(bench.aws, team.listenerArn);
      expect(priorities.length).toBeGreaterThan(1);
      expect(Math.min(...priorities)).toBeGreaterThanOrEqual(2000);
      expect(Math.max(...priorities)).toBeLessThanOrEqual(2999);
      const ofTypes = events
        .map(({ type, address }) => `${type} ${address.split(".")[0]}`)
        .filter((each) => /aws_(ecs_service|route53_record)$/.test(each));
      expect(ofTypes).toEqual([
        ...["start aws_ecs_service", "complete aws_ecs_service"],
        ...["start aws_route53_record", "complete aws_route53_record"],
      ]);
      expect(await calls.duringPlan(() => application().plan())).toMatchObject(emptyPlan);
    },
  );

  step("its rules are gone once it is destroyed, and the listener stays", async () => {
    await application().destroy();

    expect(await prioritiesOf(bench.aws, team.listenerArn)).toEqual([]);
  });

  step(
    "the roles for pipelines may make every call, and change nothing of the owner's",
    async () => {
      expect(calls.ofPlans.length).toBeGreaterThan(10);
      expect(deniedByRoles(calls, environmentOn(team.listenerArn))).toEqual([]);
    },
  );
});
