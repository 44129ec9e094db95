import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EnvironmentInput } from "../../config/schema/environment";
import { seedApplication, seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import type { ApplyEvent } from "./machine-output";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

type Service = NonNullable<EnvironmentInput["applications"][string]["services"]>[string];

const image = { web_image: `registry.example.com/web@sha256:${"1".repeat(64)}` };
const success = { exitCode: 0, errors: [] };
const emptyPlan = { ...success, changes: [], changedOutputs: [] };
const changesToApply = { exitCode: 2, errors: [] };

const typeOf = (address: string) => address.split(".")[0];

/** `start update aws_ecs_service` and so on, without reads. */
const summarize = (events: readonly ApplyEvent[]) =>
  events
    .filter(({ action }) => action !== "read")
    .map(({ type, action, address }) => `${type} ${action} ${typeOf(address)}`);

describeWithTerraform("changes of a running service with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let service: Service;

  const application = () => bench.stack(seedApplication);

  /** Synthesizes the seed with other settings of its service; earlier ones stay. */
  function change(settings: Service, scopes?: string[]) {
    service = { ...service, ...settings };
    const seed = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    const application = seed.applications[seedApplication];
    const routes = application.routes.map((route) => ({
      ...route,
      access: { ...route.access, scopes: scopes ?? route.access.scopes },
    }));
    const own = { ...application, routes, services: { web: service } };
    bench.synthesize({ ...seed, applications: { [seedApplication]: own } });
  }

  /** Applies a change and returns what happened, in order; a second plan is empty. */
  async function recordApply(images: Readonly<Record<string, string>> = image): Promise<string[]> {
    const { events, ...outcome } = await application().apply(images);
    expect(outcome).toMatchObject(success);
    expect(await application().plan(images)).toMatchObject(emptyPlan);
    return summarize(events);
  }

  /** Undoes what the harness adds to destroy a protected service. */
  function protectService() {
    const file = join(application().folder, "override.tf.json");
    const { resource, ...override } = JSON.parse(readFileSync(file, "utf8"));
    const { terraform_data, ...others } = resource;
    expect(Object.keys(terraform_data)).toContain("deletion_protection_of_service_web");
    writeFileSync(file, JSON.stringify({ ...override, resource: others }));
  }

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools() });
    change(seedEnvironment().applications[seedApplication].services.web);
    await bench.stack("shared-identity").init();
    await application().init();
  });

  afterAll(() => bench?.close());

  step("a first deployment starts the service", async () => {
    expect(await bench.stack("shared-identity").apply()).toMatchObject(success);
    expect(await application().apply(image)).toMatchObject(success);
    expect(await application().plan(image)).toMatchObject(emptyPlan);
  });

  step("a run without the image variable fails before it changes anything", async () => {
    const apply = await application().apply();

    expect(apply.exitCode).toBe(1);
    expect(apply.errors.join("\n")).toContain(
      'The root module input variable "web_image" is not set',
    );
    expect(apply.events).toEqual([]);
  });

  step("a plan that removes the running service is refused", async () => {
    protectService();

    const { exitCode, errors } = await application().plan({ web_image: "none" });

    expect(exitCode).toBe(1);
    expect(errors.join("\n")).toContain("Instance cannot be destroyed");
    expect(errors.join("\n")).toContain("deletion_protection_of_service_web");
  });

  step("a service whose deployment failed can be replaced without further commands", async () => {
    const [address = ""] = (await application().resources()).filter(
      (each) => typeOf(each) === "aws_ecs_service",
    );
    await application().succeed("taint", address);

    const plan = await application().plan(image);
    await application().succeed("untaint", address);

    expect(plan).toMatchObject({ ...changesToApply, changes: [{ address, action: "replace" }] });
  });

  step("another port: new rules, then the service, then the old rules go", async () => {
    change({ port: 3000 });

    const events = await recordApply();

    const position = (event: string) => {
      expect(events).toContain(event);
      return events.indexOf(event);
    };
    const ingress = "aws_vpc_security_group_ingress_rule";
    const egress = "aws_vpc_security_group_egress_rule";
    for (const rule of [ingress, egress]) {
      const started = position("start update aws_ecs_service");
      expect(position(`complete create ${rule}`)).toBeLessThan(started);
      const rolled = position("complete update aws_ecs_service");
      expect(position(`start delete ${rule}`)).toBeGreaterThan(rolled);
    }
    expect(new Set(events.map((event) => event.split(" ").at(-1)))).toEqual(
      new Set([ingress, egress, "aws_ecs_service", "aws_ecs_task_definition"]),
    );
  });

  step(
    "another health check path: the target group changes in place, and nothing else",
    async () => {
      change({ healthCheckPath: "/ready" });

      expect(await recordApply()).toEqual([
        "start update aws_lb_target_group",
        "complete update aws_lb_target_group",
      ]);
    },
  );

  step("other capacities: the scaling changes in place, and no task is stopped", async () => {
    change({ scaling: { minCapacity: 2, maxCapacity: 6 } });

    expect(await recordApply()).toEqual([
      "start update aws_appautoscaling_target",
      "complete update aws_appautoscaling_target",
    ]);
  });

  step("a share on Spot, and ECS Exec: the service rolls in place", async () => {
    change({ capacity: { onDemandBase: 1, onDemandWeight: 0, spotWeight: 1 }, ecsExec: true });

    const events = await recordApply();

    expect(events.filter((event) => event.includes("aws_ecs_service"))).toEqual([
      "start update aws_ecs_service",
      "complete update aws_ecs_service",
    ]);
    // Old revisions leave the state only: `skip_destroy`.
    expect(new Set(events.filter((event) => event.includes(" delete ")))).toEqual(
      new Set(["start delete aws_ecs_task_definition", "complete delete aws_ecs_task_definition"]),
    );
  });

  const both = { ...image, web_canary_image: `registry.example.com/web@sha256:${"2".repeat(64)}` };

  step("a canary without requests starts beside the service, which is not touched", async () => {
    // The emulated ECS starts one task of a new service, whatever its number.
    change({ canary: { weightPercent: 0 }, scaling: { minCapacity: 1, maxCapacity: 6 } });

    const events = await recordApply(both);

    expect(events).toContain("complete create aws_ecs_service");
    expect(events).not.toContain("start update aws_ecs_service");
  });

  step("10 percent, then all: the rules change in place, and nothing else", async () => {
    for (const weightPercent of [10, 100]) {
      change({ canary: { weightPercent } });

      expect(new Set(await recordApply(both))).toEqual(
        new Set(
          ["aws_lb_listener", "aws_lb_listener_rule"].flatMap((type) => [
            `start update ${type}`,
            `complete update ${type}`,
          ]),
        ),
      );
    }
  });

  step("a canary with requests and without an image is rejected", async () => {
    const { exitCode, errors } = await application().plan({ ...both, web_canary_image: "none" });

    expect(exitCode).toBe(1);
    expect(errors.join("\n")).toContain("the canary has no image");
  });

  step("scopes of a rule with weights can be edited", async () => {
    change({}, ["openid", "tasks/read", "tasks/write"]);

    const rules = (await recordApply(both)).filter((event) =>
      event.includes("aws_lb_listener_rule"),
    );

    expect(rules).toEqual([
      "start update aws_lb_listener_rule",
      "complete update aws_lb_listener_rule",
    ]);
  });

  step("the canary's image is promoted, and the canary removed", async () => {
    const promoted = { web_image: both.web_canary_image, web_canary_image: both.web_canary_image };
    expect(await recordApply(promoted)).toContain("complete update aws_ecs_service");
    // Terraform stops the canary before it changes the rules, so it must not have requests by then.
    change({ canary: { weightPercent: 0 } });
    await recordApply(promoted);
    change({ canary: undefined });

    const events = await recordApply({ web_image: both.web_canary_image });

    expect(events).toContain("complete delete aws_ecs_service");
    expect(events).toContain("complete update aws_lb_listener_rule");
    expect(events).not.toContain("start update aws_ecs_service");
  });

  step("both stacks are destroyed", async () => {
    await application().destroy(image);
    await bench.stack("shared-identity").destroy();

    expect(await application().resources()).toEqual([]);
  });
});
