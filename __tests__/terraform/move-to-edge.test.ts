import { ListResourceRecordSetsCommand, Route53Client } from "@aws-sdk/client-route-53";
import type { EnvironmentInput } from "../../config/schema/environment";
import { seedEnvironment } from "../fixtures/seed";
import { describeWithTerraform } from "./describe-with-tools";
import { createExistingVpc, type ExistingVpc } from "./existing-vpc";
import { readLoadBalancer } from "./read-back";
import { orderedSteps } from "./steps";
import { openWorkbench, type Workbench } from "./workbench";

type Application = EnvironmentInput["applications"][string];
type Dns = NonNullable<Application["dns"]>;

const hostName = "tasks.example.com";
const image = `registry.example.com/team/web@sha256:${"a".repeat(64)}`;
const emptyPlan = { exitCode: 0, errors: [], changes: [], changedOutputs: [] };

/** The sequence of docs/move-to-edge.md, forth and back. */
describeWithTerraform("an application that moves to the edge and back", (tools) => {
  const step = orderedSteps();
  let bench: Workbench;
  let vpc: ExistingVpc;

  const identity = () => bench.stack("shared-identity");
  const edge = () => bench.stack("edge");
  const own = () => bench.stack("tasks");
  const behindEdge = () => bench.stack("tasks-edge");

  /** Writes the environment in which the two entries of the application have these DNS records. */
  function write(dns: { readonly own: Dns; readonly behindEdge: Dns }): void {
    const { identity: settings, ...seed } = seedEnvironment({ hostedZoneId: bench.hostedZoneId });
    const hostedZone = { id: bench.hostedZoneId, name: "example.com" };
    const network = { type: "existing", ...vpc } as const;
    const services = { web: { image, scaling: { minCapacity: 1, maxCapacity: 2 } } };
    bench.synthesize({
      ...seed,
      identity: settings,
      edge: { hostName: "edge.example.com", hostedZone, network },
      applications: {
        tasks: { hostName, hostedZone, network, services, dns: dns.own },
        "tasks-edge": {
          hostName,
          hostedZone,
          services,
          dns: dns.behindEdge,
          loadBalancer: { type: "edge", slot: 1 },
        },
      },
    });
  }

  /** Records of the application's host name, and of its certificates. */
  async function records() {
    const client = new Route53Client({
      ...bench.aws,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const { ResourceRecordSets = [] } = await client.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: bench.hostedZoneId }),
    );
    client.destroy();
    const named = ResourceRecordSets.filter(({ Name }) => Name === `${hostName}.`);
    return {
      leadsTo: named.map(({ AliasTarget }) => AliasTarget?.DNSName?.replace(/\.$/, "")),
      validation: ResourceRecordSets.filter(
        ({ Name = "", Type }) => Type === "CNAME" && Name.endsWith(`.${hostName}.`),
      ).map(({ Name }) => Name),
    };
  }

  const dnsNameOf = async (stack: ReturnType<typeof own>) =>
    String((await stack.outputs()).load_balancer_dns_name);

  /** Rules on the load balancer of a stack that sign in with the stack's own app client. */
  async function ownSignIns(stack: ReturnType<typeof own>): Promise<number> {
    const { load_balancer_arn: arn, app_client_id: client } = await stack.outputs();
    const balancer = await readLoadBalancer(bench.aws, String(arn));
    return JSON.stringify(balancer).split(`"${String(client)}"`).length - 1;
  }

  async function expectBothToServe(): Promise<void> {
    expect(await ownSignIns(own())).toBeGreaterThan(0);
    expect(await ownSignIns(behindEdge())).toBeGreaterThan(0);
  }

  async function applied(stack: ReturnType<typeof own>): Promise<void> {
    expect(await stack.apply()).toMatchObject({ exitCode: 0, errors: [] });
  }

  beforeAll(async () => {
    bench = await openWorkbench({ tools: tools() });
    vpc = await createExistingVpc(bench.aws, "10.8");
    write({ own: "create", behindEdge: "none" });
    for (const stack of [identity(), edge(), own(), behindEdge()]) await stack.init();
  }, 240_000);

  afterAll(() => bench?.close());

  step("the application runs on its own load balancer, beside an edge", async () => {
    await applied(identity());
    await Promise.all([applied(own()), applied(edge())]);

    expect((await records()).leadsTo).toEqual([await dnsNameOf(own())]);
  });

  step("1: a second entry serves the same host name on the edge, without DNS", async () => {
    await applied(behindEdge());

    expect((await records()).leadsTo).toEqual([await dnsNameOf(own())]);
    expect(await dnsNameOf(behindEdge())).toBe(await dnsNameOf(edge()));
    await expectBothToServe();
    expect(await own().plan()).toMatchObject(emptyPlan);
  });

  step("2: the second entry takes the name over", async () => {
    write({ own: "none", behindEdge: "take-over" });
    await applied(behindEdge());

    expect((await records()).leadsTo).toEqual([await dnsNameOf(edge())]);
    await expectBothToServe();
  });

  step("3: the first entry forgets its records and destroys none", async () => {
    const before = await records();
    const { summary, exitCode } = await own().apply();

    expect({ exitCode, summary }).toEqual({
      exitCode: 0,
      summary: { add: 0, change: 0, remove: 0 },
    });
    expect(await records()).toEqual(before);
    expect(before.validation.length).toBeGreaterThan(0);
    await expectBothToServe();
    expect(await own().plan()).toMatchObject(emptyPlan);
    expect(await behindEdge().plan()).toMatchObject(emptyPlan);
  });

  step("back: the first entry takes the name over again, and the second forgets it", async () => {
    write({ own: "take-over", behindEdge: "none" });
    await applied(own());
    expect((await records()).leadsTo).toEqual([await dnsNameOf(own())]);
    await expectBothToServe();

    await applied(behindEdge());
    expect((await records()).leadsTo).toEqual([await dnsNameOf(own())]);
    expect(await own().plan()).toMatchObject(emptyPlan);
  });

  step("the entry without DNS is destroyed, and the name and its certificate stay", async () => {
    const before = await records();
    await behindEdge().destroy();

    expect(await records()).toEqual(before);
    expect(await ownSignIns(own())).toBeGreaterThan(0);
    expect(await own().plan()).toMatchObject(emptyPlan);
    expect(await edge().plan()).toMatchObject({ exitCode: 0, changes: [] });
  });
});
