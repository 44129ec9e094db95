import { DeleteRuleCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ApplicationInput } from "../../config/schema/environment";
import { defendedCompany } from "../fixtures/defended-company";
import { describeWithTerraform } from "./describe-with-tools";
import { createAddressRecord, loadBalancingClient } from "./emulated-aws";
import type { AwsCall } from "./recorder";
import { describeRules } from "./rule-snapshots";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

const image = { web_image: `registry.example.com/web@sha256:${"1".repeat(64)}` };
const secrets = { google_client_secret: "the secret that Google gave to the company" };
const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };
const success = { exitCode: 0, errors: [] };
const names = ["orders", "intranet", "reports"];
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

describeWithTerraform("the company on an edge with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let environment = defendedCompany();
  let effects: string[] = [];

  const identity = () => bench.stack("shared-identity");
  const edge = () => bench.stack("edge");
  const application = (name: string) => bench.stack(name);

  /** Changes applications of the environment, `undefined` removes one, and synthesizes it. */
  function synthesizeWith(
    changes: Readonly<Record<string, ApplicationInput | undefined>>,
    options = {},
  ): void {
    const applications = Object.fromEntries(
      Object.entries({ ...environment.applications, ...changes }).flatMap(([name, each]) =>
        each === undefined ? [] : [[name, each]],
      ),
    );
    environment = { ...environment, applications };
    bench.synthesize(environment, options);
  }

  function inSlot(name: string, slot: number): Record<string, ApplicationInput> {
    const given = environment.applications[name];
    if (given === undefined) throw new Error(`no application ${name}`);
    return { [name]: { ...given, loadBalancer: { type: "edge", slot } } };
  }

  /** The applications of the environment plan nothing. */
  async function expectUnchanged(...unchanged: readonly string[]): Promise<void> {
    for (const name of unchanged) {
      expect([name, await application(name).plan(image)]).toMatchObject([name, emptyPlan]);
    }
  }

  /** The edge plans new slots and nothing else; applies them. */
  async function registerSlots(): Promise<void> {
    expect(await edge().plan()).toMatchObject({
      errors: [],
      changes: [],
      changedOutputs: ["slots"],
    });
    expect(await edge().applyPlan()).toMatchObject(success);
  }

  beforeAll(async () => {
    const record = {
      denies: () => false,
      afterCall: async (call: AwsCall) => {
        const effect = effectOf(call);
        if (effect !== undefined) effects.push(effect);
      },
    };
    bench = await openWorkbench({ tools: tools(), runningTasks: 2, record });
    synthesizeWith({});
    for (const name of ["shared-identity", "edge", ...names]) await bench.stack(name).init();
  }, 300_000);

  afterAll(() => bench?.close());

  step("nothing is left out but what the provider at hand does not know", async () => {
    const kinds = bench.leftOut.map((address) =>
      address.replace(/\.\w+_[0-9A-F]{8}/, "").replace(/^aws_/, ""),
    );
    const newer = [
      "acm_certificate.region",
      "acm_certificate_validation.region",
      "cognito_managed_login_branding",
      "lambda_function.runtime",
      "lb_listener_rule.action.jwt-validation",
    ];
    const isOld = tools().providerVersion.startsWith("5.");
    expect([...new Set(kinds)].sort()).toEqual(isOld ? newer : []);
  });

  step("the domain needs an A record of the name above it", async () => {
    expect((await identity().plan(secrets)).errors.join()).toContain("has no A record for");

    await createAddressRecord(bench.aws, bench.hostedZoneId, "example.com");
    expect(await identity().apply(secrets)).toMatchObject(success);
  });

  step("the plan of an application names the edge while it is not deployed", async () => {
    const { exitCode, errors } = await application("orders").plan(image);

    expect(exitCode).toBe(1);
    expect(errors.join()).toContain("Stack company--edge has no state yet");
    expect(errors.join()).toContain("cdktf deploy company--edge");
  });

  step("the edge applies", async () => {
    expect(await edge().apply()).toMatchObject(success);
    const { slots, edge_contract_version } = await edge().outputs();
    expect([slots, edge_contract_version]).toEqual([{ orders: 1, intranet: 2, reports: 3 }, 1]);
  });

  step("an application in a slot that the edge does not list fails the plan", async () => {
    const before = environment.applications.orders;
    synthesizeWith(inSlot("orders", 9));
    const { exitCode, errors } = await application("orders").plan(image);
    synthesizeWith({ orders: before });

    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      expect.stringContaining("company--edge does not give slot 9 to application orders"),
    ]);
  });

  step("the applications apply, and every second plan is empty", async () => {
    for (const name of names) {
      expect([name, await application(name).apply(image)]).toMatchObject([name, success]);
    }

    expect(await identity().plan(secrets)).toMatchObject(emptyPlan);
    // Rules, certificates and egress rules of the applications are no drift of the edge.
    expect(await edge().plan()).toMatchObject(emptyPlan);
    await expectUnchanged(...names);
  });

  step("each rule has its application's host name, and a priority in its slot", async () => {
    const rules = await describeRules(bench.aws);
    const hosts = rules.map(({ Priority, Conditions = [] }) => [
      Priority === "default" ? Priority : names[Math.floor(Number(Priority) / 1000) - 1],
      Conditions.find(({ Field }) => Field === "host-header")?.HostHeaderConfig?.Values?.join(),
    ]);

    expect(new Set(hosts.map(String))).toEqual(
      new Set([...names.map((name) => `${name},${name}.example.com`), "default,"]),
    );
    expect(rules.at(-1)?.Actions).toMatchObject([
      { Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } },
    ]);
    for (const name of names) {
      expect(await application(name).attributes("aws_lb")).toEqual({});
    }
  });

  step(
    "a fourth application changes one output of the edge, and no other application",
    async () => {
      const { hostedZone, services } = environment.applications.intranet ?? {};
      if (hostedZone === undefined || services === undefined) throw new Error("no intranet");
      const wiki = { hostName: "wiki.example.com", hostedZone, services };
      synthesizeWith({ wiki: { ...wiki, loadBalancer: { type: "edge", slot: 4 } } });
      await application("wiki").init();
      const before = await application("wiki").plan(image);
      expect(before.errors).toEqual([
        expect.stringContaining("company--edge does not give slot 4 to application wiki"),
      ]);

      await registerSlots();

      await expectUnchanged(...names);
      const { errors, changes } = await application("wiki").plan(image);
      expect([errors, changes.filter(({ action }) => action !== "create")]).toEqual([[], []]);
      expect(changes.map(({ address }) => address.split(".")[0])).toContain("aws_lb_listener_rule");
      synthesizeWith({ wiki: undefined });
      await registerSlots();
    },
  );

  step("in another slot, new rules are complete before the old ones are deleted", async () => {
    synthesizeWith(inSlot("reports", 7));
    await registerSlots();

    const { errors, changes } = await application("reports").plan(image);
    expect(errors).toEqual([]);
    expect(
      changes.map(({ address, action }) => `${action} ${address.split(".")[0]}`).sort(),
    ).toEqual([
      ...Array(3).fill("create aws_lb_listener_rule"),
      ...Array(3).fill("delete aws_lb_listener_rule"),
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
    await expectUnchanged("reports", "orders");
  });

  step("a rule deleted by hand comes back with the application's next apply", async () => {
    const rules = await describeRules(bench.aws);
    const client = loadBalancingClient(bench.aws);
    const last = rules.at(-2);
    expect(last?.Conditions?.[0]?.HostHeaderConfig?.Values).toEqual(["reports.example.com"]);
    await client.send(new DeleteRuleCommand({ RuleArn: last?.RuleArn }));
    client.destroy();

    expect(await edge().plan()).toMatchObject(emptyPlan);
    const { changes } = await application("reports").plan(image);
    expect(changes.map(({ action }) => action)).toContain("create");
    expect(await application("reports").applyPlan()).toMatchObject(success);
    expect((await describeRules(bench.aws)).at(-2)?.Priority).toBe(last?.Priority);
  });

  step("a certificate is attached before the one that it replaces is removed", async () => {
    const reports = environment.applications.reports;
    if (reports === undefined) throw new Error("no reports");
    synthesizeWith({ reports: { ...reports, additionalHostNames: ["statistics.example.com"] } });
    effects = [];

    expect(await application("reports").apply(image)).toMatchObject(success);

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
    await application("intranet").destroy(image);
    expect(await application("intranet").resources()).toEqual([]);

    synthesizeWith({ intranet: undefined });
    await registerSlots();

    await expectUnchanged("orders", "reports");
  });

  step("the edge cannot be destroyed while its protection is on", async () => {
    bench.synthesize(environment, { keepsProtection: true });

    const { exitCode, errors } = await edge().planDestroy();

    expect(exitCode).toBe(1);
    expect(errors.join()).toContain("Instance cannot be destroyed");
    bench.synthesize(environment);
  });

  step("applications, edge and identity are destroyed in this order", async () => {
    for (const name of ["reports", "orders"]) {
      await application(name).destroy(image);
      expect(await application(name).resources()).toEqual([]);
    }
    await edge().destroy();
    expect(await edge().resources()).toEqual([]);
    await identity().destroy(secrets);
    expect(await identity().resources()).toEqual([]);
  });
});
