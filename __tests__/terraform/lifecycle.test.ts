import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { routingOf } from "../../config/routing-of";
import type { EnvironmentInput } from "../../config/schema/environment";
import { planRoutes } from "../../routing/plan-routes";
import { seedApplication } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { changesToApply, emptyPlan, expectError, success } from "./expected-outcomes";
import { lifecycleEnvironment, withRoutes } from "./lifecycle-environment";
import { plannedRules } from "./normalized-rule";
import { type AppliedLoadBalancer, readLoadBalancer } from "./read-back";
import { deniedByRoles, RecordedCalls } from "./recorded-calls";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

const noImage = { web_image: "none" };
const imageOf = (digit: string) => `registry.example.com/web@sha256:${digit.repeat(64)}`;
const firstImage = { web_image: imageOf("1") };
const brokenImage = { web_image: imageOf("b") };
const repairedImage = { web_image: imageOf("2") };

describeWithTerraform("the lifecycle of an environment with real Terraform", (tools) => {
  const step = orderedSteps();
  const calls = new RecordedCalls();
  let bench: Workbench;
  let environment: EnvironmentInput;
  let applied: AppliedLoadBalancer;

  const identity = () => bench.stack("shared-identity");
  const application = () => bench.stack(seedApplication);

  /** The rules in AWS, and those of the environment's routes. */
  async function rulesOnBothSides() {
    const { applications, identity: settings } = bench.synthesize(environment);
    const checked = applications[seedApplication];
    if (checked === undefined) throw new Error(`no application ${seedApplication}`);
    const shared = await identity().outputs();
    const own = await application().outputs();
    applied = await readLoadBalancer(bench.aws, String(own.load_balancer_arn));
    const planned = plannedRules(planRoutes(routingOf(seedApplication, checked, settings)), {
      userPoolArn: String(shared.user_pool_arn),
      userPoolDomain: String(shared.user_pool_domain),
      clientId: String(own.app_client_id),
      targetGroupArns: { web: applied.targetGroups[0]?.TargetGroupArn ?? "" },
    });
    return { planned, applied: applied.rules };
  }

  /** Applies the plan; a second plan with the same variables is empty. */
  async function applyPlanCompletely(variables: Record<string, string>) {
    expect(await application().applyPlan()).toMatchObject(success);
    const plan = await calls.duringPlan(() => application().plan(variables));
    expect(plan).toMatchObject(emptyPlan);
  }

  beforeAll(async () => {
    bench = await openWorkbench({
      tools: tools(),
      brokenImage: brokenImage.web_image,
      record: calls.recording,
    });
    environment = lifecycleEnvironment({ hostedZoneId: bench.hostedZoneId });
    bench.synthesize(environment);
  });

  afterAll(() => bench?.close());

  step("both stacks initialize and validate", async () => {
    await identity().init();
    await identity().validate();
    await application().init();
    await application().validate();
  });

  step(
    "the application's plan names the stack to deploy while the identity has no state",
    async () => {
      expectError(await application().plan(noImage), "Deploy seed--shared-identity first");
    },
  );

  step("the identity applies, and a second plan is empty", async () => {
    expect(await identity().plan()).toMatchObject(changesToApply);
    expect(await identity().applyPlan()).toMatchObject(success);
    expect(await calls.duringPlan(() => identity().plan())).toMatchObject(emptyPlan);
  });

  step(
    "the application's plan names the stack to deploy when the identity lacks an output",
    async () => {
      const file = join(bench.folder, "terraform-state", "seed", "shared-identity.tfstate");
      const state = readFileSync(file, "utf8");
      const { outputs, ...rest } = JSON.parse(state);
      const { user_pool_domain, ...others } = outputs;
      expect(user_pool_domain.value).toBe("seed-login");
      writeFileSync(file, JSON.stringify({ ...rest, outputs: others }));

      const plan = await application().plan(noImage);
      writeFileSync(file, state);

      expectError(plan, "seed--shared-identity lacks an output");
      expectError(plan, "Deploy seed--shared-identity first");
    },
  );

  step("the application applies without an image, and next_step names the repository", async () => {
    expect(await application().plan(noImage)).toMatchObject(changesToApply);
    await applyPlanCompletely(noImage);

    const outputs = await application().outputs();
    const { web: repository } = outputs.image_repository_urls as { web: string };
    expect(outputs.next_step).toContain("docker build --platform linux/arm64");
    expect(outputs.next_step).toContain(`--password-stdin ${repository.split("/")[0]}\n`);
    expect(outputs.next_step).toContain(`web_image=${repository}@sha256:<digest>`);
    expect(outputs.next_step).toContain(`--image tasks/web=${repository}@sha256:<digest>`);
    expect(outputs.service_names).toEqual({ web: null });
  });

  step("an image by tag is rejected", async () => {
    const plan = await application().plan({ web_image: "repository:latest" });

    expectError(plan, "The image must end in @sha256: and 64 hex digits");
  });

  step("the first image adds the service and its scaling, and nothing else", async () => {
    const { changes } = await application().plan(firstImage);
    expect(
      changes.map(({ address, action }) => `${action} ${address.split(".")[0]}`).sort(),
    ).toEqual([
      "create aws_appautoscaling_policy",
      "create aws_appautoscaling_policy",
      "create aws_appautoscaling_target",
      "create aws_ecs_service",
      "create aws_ecs_task_definition",
      "create terraform_data",
    ]);

    await applyPlanCompletely(firstImage);

    const outputs = await application().outputs();
    expect(outputs.next_step).toBe(
      [
        "Open https://tasks.example.com and sign in. If there is no user yet, create the first one:",
        "  npm run users -- create you@example.com --environment seed",
      ].join("\n"),
    );
    expect(outputs.service_names).toEqual({ web: "web" });
  });

  step("the rules in AWS are those of the environment's routes", async () => {
    const rules = await rulesOnBothSides();

    expect(rules.applied).toEqual(rules.planned);
    expect(rules.applied).toHaveLength(9);
  });

  step("a route requires its scope, and every other path requires login", async () => {
    const authenticate = { type: "authenticate-cognito", userPoolDomain: "seed-login" };
    const tasks = applied.rules[1];
    expect(tasks?.conditions).toEqual(["path-pattern: /tasks/*"]);
    expect(tasks?.actions).toMatchObject([
      {
        ...authenticate,
        scope: "openid tasks/read",
        onUnauthenticatedRequest: "authenticate",
        sessionCookieName: expect.stringMatching(/^AWSELBAuthSessionCookie-/),
      },
      { type: "forward" },
    ]);
    expect(applied.rules.at(-1)?.actions).toMatchObject([
      { ...authenticate, scope: "openid", sessionCookieName: "AWSELBAuthSessionCookie" },
      { type: "forward" },
    ]);
    expect(applied.rules[0]).toMatchObject({
      conditions: ["path-pattern: /logout | /signed-out"],
      actions: [{ type: "forward" }],
    });
  });

  step("listeners, load balancer and target group have their settings", async () => {
    expect(applied.ipAddressType).toBe("ipv4");
    const { listeners, attributes, targetGroups, targetGroupAttributes } = applied;
    expect(Object.keys(listeners)).toEqual(["80", "443"]);
    expect(listeners[80]).toMatchObject({
      Protocol: "HTTP",
      DefaultActions: [
        {
          Type: "redirect",
          RedirectConfig: { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" },
        },
      ],
    });
    expect(listeners[443]).toMatchObject({
      Protocol: "HTTPS",
      SslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      Certificates: [{ CertificateArn: expect.stringContaining(":certificate/") }],
    });
    expect(attributes).toMatchObject({
      "access_logs.s3.enabled": "true",
      "idle_timeout.timeout_seconds": "60",
      "routing.http.drop_invalid_header_fields.enabled": "true",
      "routing.http.desync_mitigation_mode": "defensive",
    });
    expect(targetGroups).toHaveLength(1);
    expect(targetGroups[0]).toMatchObject({
      TargetType: "ip",
      Protocol: "HTTP",
      ProtocolVersion: "HTTP1",
      Port: 80,
      HealthCheckPath: "/readyz",
    });
    expect(targetGroupAttributes["deregistration_delay.timeout_seconds"]).toBe("10");
  });

  step("an edit of one route is planned as exactly one change", async () => {
    environment = withRoutes(environment, (routes) =>
      routes.map((route) =>
        route.target.type === "fixed-response"
          ? { ...route, target: { ...route.target, messageBody: "User-agent: none" } }
          : route,
      ),
    );
    bench.synthesize(environment);

    const plan = await application().plan(firstImage);
    expect(plan).toMatchObject({
      changes: [{ address: expect.stringMatching(/^aws_lb_listener_rule\./), action: "update" }],
      changedOutputs: [],
      summary: { add: 0, change: 1, remove: 0 },
    });

    await applyPlanCompletely(firstImage);
    const rules = await rulesOnBothSides();
    expect(rules.applied).toEqual(rules.planned);
  });

  step("an inserted route is applied without a conflict of priorities", async () => {
    environment = withRoutes(environment, ([first, ...others]) => [
      ...(first === undefined ? [] : [first]),
      {
        conditions: { paths: ["/news/*"] },
        access: { type: "login", onUnauthenticatedRequest: "deny" },
        target: { type: "service", service: "web" },
      },
      ...others,
    ]);
    bench.synthesize(environment);

    const { changes } = await application().plan(firstImage);
    expect(new Set(changes.map(({ address }) => address.split(".")[0]))).toEqual(
      new Set(["aws_lb_listener_rule", "terraform_data"]),
    );

    await applyPlanCompletely(firstImage);
    const rules = await rulesOnBothSides();
    expect(rules.applied).toEqual(rules.planned);
    expect(rules.applied[2]?.conditions).toEqual(["path-pattern: /news/*"]);
  });

  step("a deployment that is rolled back fails the apply", async () => {
    const apply = await application().apply(brokenImage);

    expectError(apply, "Resource postcondition failed");
    expectError(apply, "The deployment was rolled back");
    const { changes } = await application().plan(brokenImage);
    expect(changes).toEqual([
      { address: expect.stringMatching(/^aws_ecs_service\./), action: "update" },
    ]);
  });

  step("an apply with a good image repairs the service", async () => {
    expect(await application().plan(repairedImage)).toMatchObject(changesToApply);
    await applyPlanCompletely(repairedImage);
  });

  step("both stacks are destroyed", async () => {
    await application().destroy(repairedImage);
    await identity().destroy();

    expect(await application().resources()).toEqual([]);
    expect(await identity().resources()).toEqual([]);
  });

  step("every call was one that the roles for pipelines may make", async () => {
    expect(calls.all.length).toBeGreaterThan(1_000);
    expect(calls.ofPlans.length).toBeGreaterThan(200);
    expect(deniedByRoles(calls, environment)).toEqual([]);
  });
});
