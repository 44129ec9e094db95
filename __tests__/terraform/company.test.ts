import { defendedCompany } from "../fixtures/defended-company";
import { describeWithTerraform } from "./describe-with-tools";
import { createAddressRecord } from "./emulated-aws";
import { describeRules } from "./rule-snapshots";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

const image = { web_image: `registry.example.com/web@sha256:${"1".repeat(64)}` };
const secrets = { google_client_secret: "the secret that Google gave to the company" };
const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };
const success = { exitCode: 0, errors: [] };
const names = ["orders", "intranet", "reports"];

describeWithTerraform("the company on an edge with real Terraform", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  const environment = defendedCompany();

  const identity = () => bench.stack("shared-identity");
  const edge = () => bench.stack("edge");
  const application = (name: string) => bench.stack(name);

  /** The applications of the environment plan nothing. */
  async function expectUnchanged(...unchanged: readonly string[]): Promise<void> {
    for (const name of unchanged) {
      expect([name, await application(name).plan(image)]).toMatchObject([name, emptyPlan]);
    }
  }

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools(), runningTasks: 2 });
    bench.synthesize(environment);
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

  step("the applications apply, and every second plan is empty", async () => {
    await Promise.all(
      names.map(async (name) => {
        expect([name, await application(name).apply(image)]).toMatchObject([name, success]);
      }),
    );

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
      bench.synthesize({
        ...environment,
        applications: {
          ...environment.applications,
          wiki: { ...wiki, loadBalancer: { type: "edge", slot: 4 } },
        },
      });
      await application("wiki").init();
      const before = await application("wiki").plan(image);
      expect(before.errors).toEqual([
        expect.stringContaining("company--edge does not give slot 4 to application wiki"),
      ]);

      // One command: a plan of an edge with a firewall takes much of the CPU.
      expect(await edge().apply()).toMatchObject({
        ...success,
        changes: [],
        changedOutputs: ["slots"],
      });

      await expectUnchanged(...names);
      const { errors, changes } = await application("wiki").plan(image);
      expect([errors, changes.filter(({ action }) => action !== "create")]).toEqual([[], []]);
      expect(changes.map(({ address }) => address.split(".")[0])).toContain("aws_lb_listener_rule");
    },
  );

  step("the edge cannot be destroyed while its protection is on", async () => {
    bench.synthesize(environment, { keepsProtection: true });

    const { exitCode, errors } = await edge().planDestroy();

    expect(exitCode).toBe(1);
    expect(errors.join()).toContain("Instance cannot be destroyed");
    bench.synthesize(environment);
  });

  step("applications, edge and identity are destroyed in this order", async () => {
    await Promise.all(
      names.map(async (name) => {
        await application(name).destroy(image);
        expect(await application(name).resources()).toEqual([]);
      }),
    );
    await edge().destroy();
    expect(await edge().resources()).toEqual([]);
    await identity().destroy(secrets);
    expect(await identity().resources()).toEqual([]);
  });
});
