import { DeleteRuleCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ApplicationInput, EnvironmentInput } from "../../config/schema/environment";
import { seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { loadBalancingClient } from "./emulated-aws";
import { createExistingVpc } from "./existing-vpc";
import type { AwsCall } from "./recorder";
import { describeRules } from "./rule-snapshots";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

const image = `registry.example.com/team/web@sha256:${"a".repeat(64)}`;
const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };
const success = { exitCode: 0, errors: [] };
const certificateCalls = new Set([
  ...["RequestCertificate", "AddListenerCertificates"],
  ...["RemoveListenerCertificates", "DeleteCertificate"],
]);

/** What a call does to a certificate or to a record. */
function effectOf({ operation, body }: AwsCall): string | undefined {
  if (certificateCalls.has(operation)) return operation;
  if (!/^POST .*\/rrset\/?$/.test(operation)) return undefined;
  const [, action] = /<Action>(\w+)<\/Action>/.exec(body) ?? [];
  const [, type] = /<Type>(\w+)<\/Type>/.exec(body) ?? [];
  return `${action} ${type}`;
}

/** An edge with the fewest resources, so that a plan of it is quick. */
describeWithTerraform("changes of an edge's applications with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let environment: EnvironmentInput;
  let effects: string[] = [];

  const identity = () => bench.stack("shared-identity");
  const edge = () => bench.stack("edge");
  const application = (name: string) => bench.stack(name);

  function inSlot(name: string, slot: number): ApplicationInput {
    return {
      hostName: `${name}.example.com`,
      hostedZone: { id: bench.hostedZoneId, name: "example.com" },
      loadBalancer: { type: "edge", slot },
      services: { web: { image, scaling: { minCapacity: 1, maxCapacity: 2 } } },
      routes: [
        {
          conditions: { paths: ["/contact"] },
          access: { type: "public" },
          target: { type: "service", service: "web" },
        },
        {
          conditions: { paths: ["/tasks/*"] },
          access: { type: "login", scopes: ["openid", "tasks/read"] },
          target: { type: "service", service: "web" },
        },
      ],
    };
  }

  function synthesizeWith(applications: EnvironmentInput["applications"]): void {
    environment = { ...environment, applications };
    bench.synthesize(environment);
  }

  async function applied(stack: ReturnType<typeof edge>): Promise<void> {
    expect(await stack.apply()).toMatchObject(success);
  }

  async function expectUnchanged(...unchanged: readonly string[]): Promise<void> {
    for (const name of unchanged) {
      expect([name, await application(name).plan()]).toMatchObject([name, emptyPlan]);
    }
  }

  /** The edge gets new slots and nothing else. */
  async function registerSlots(): Promise<void> {
    expect(await edge().apply()).toMatchObject({
      ...success,
      changes: [],
      changedOutputs: ["slots"],
    });
  }

  beforeAll(async () => {
    const record = {
      denies: () => false,
      afterCall: async (call: AwsCall) => {
        const effect = effectOf(call);
        if (effect !== undefined) effects.push(effect);
      },
    };
    bench = await openWorkbench({ tools: tools(), record });
    const hostedZone = { id: bench.hostedZoneId, name: "example.com" };
    const network = { type: "existing", ...(await createExistingVpc(bench.aws, "10.8")) } as const;
    environment = {
      ...seedEnvironment(),
      edge: { hostName: "edge.example.com", hostedZone, network, accessLogTable: {} },
    };
    synthesizeWith({ tasks: inSlot("tasks", 1), reports: inSlot("reports", 2) });
    for (const stack of [identity(), edge(), application("tasks"), application("reports")])
      await stack.init();
  }, 300_000);

  afterAll(() => bench?.close());

  step("an edge with two applications applies, and second plans are empty", async () => {
    await applied(identity());
    await applied(edge());
    await Promise.all([applied(application("tasks")), applied(application("reports"))]);

    expect(await edge().plan()).toMatchObject(emptyPlan);
    await expectUnchanged("tasks", "reports");
  });

  step("a third application changes one output of the edge, and no other application", async () => {
    synthesizeWith({ ...environment.applications, notes: inSlot("notes", 3) });
    await application("notes").init();
    expect((await application("notes").plan()).errors).toEqual([
      expect.stringContaining("seed--edge does not give slot 3 to application notes"),
    ]);

    await registerSlots();
    await applied(application("notes"));

    await expectUnchanged("tasks", "reports", "notes");
  });

  step("in another slot, new rules are complete before the old ones are deleted", async () => {
    synthesizeWith({ ...environment.applications, reports: inSlot("reports", 7) });
    await registerSlots();

    const { errors, changes } = await application("reports").plan();
    expect(errors).toEqual([]);
    expect(
      changes.map(({ address, action }) => `${action} ${address.split(".")[0]}`).sort(),
    ).toEqual([
      ...Array(4).fill("create aws_lb_listener_rule"),
      ...Array(4).fill("delete aws_lb_listener_rule"),
      // Which priorities are public is part of the query for requests around the sign-in.
      "replace aws_athena_named_query",
      "update terraform_data",
    ]);
    const { exitCode, events } = await application("reports").applyPlan();
    expect(exitCode).toBe(0);
    const moments = events
      .filter(({ address }) => address.startsWith("aws_lb_listener_rule."))
      .map(({ type, action }) => `${action} ${type}`);
    expect(moments.lastIndexOf("create complete")).toBeLessThan(moments.indexOf("delete start"));
    await expectUnchanged("reports", "tasks");
  });

  step("a rule deleted by hand comes back with the application's next apply", async () => {
    const rules = await describeRules(bench.aws);
    const client = loadBalancingClient(bench.aws);
    const last = rules.at(-2);
    expect(last?.Conditions?.[0]?.HostHeaderConfig?.Values).toEqual(["reports.example.com"]);
    await client.send(new DeleteRuleCommand({ RuleArn: last?.RuleArn }));
    client.destroy();

    expect(await edge().plan()).toMatchObject(emptyPlan);
    const { changes } = await application("reports").plan();
    expect(changes.map(({ action }) => action)).toContain("create");
    expect(await application("reports").applyPlan()).toMatchObject(success);
    expect((await describeRules(bench.aws)).at(-2)?.Priority).toBe(last?.Priority);
  });

  step("a certificate is attached before the one that it replaces is removed", async () => {
    const reports = { ...inSlot("reports", 7), additionalHostNames: ["statistics.example.com"] };
    synthesizeWith({ ...environment.applications, reports });
    effects = [];

    await applied(application("reports"));

    expect(effects.filter((effect) => certificateCalls.has(effect))).toEqual([
      ...["RequestCertificate", "AddListenerCertificates"],
      ...["RemoveListenerCertificates", "DeleteCertificate"],
    ]);
    // Both certificates share the record that validates reports.example.com.
    expect(effects.filter((effect) => effect.startsWith("DELETE"))).toEqual([]);
    expect(effects.lastIndexOf("CREATE A")).toBeGreaterThan(
      effects.indexOf("AddListenerCertificates"),
    );
    await expectUnchanged("reports");
    expect(await edge().plan()).toMatchObject(emptyPlan);
  });

  step("an application is destroyed, and nothing else changes but its slot", async () => {
    await application("notes").destroy();
    expect(await application("notes").resources()).toEqual([]);

    const { notes: _, ...others } = environment.applications;
    synthesizeWith(others);
    await registerSlots();

    await expectUnchanged("tasks", "reports");
  });
});
