import type { EnvironmentInput } from "../../config/schema/environment";
import { environmentCost } from "../../scripts/cost/environment-cost";
import { parseStack, type SynthesizedStack } from "../../scripts/cost/synthesized-stack";
import {
  type ApplicationInput,
  minimalApplication,
  synthComponent,
  testEnvironment,
} from "../support/synth-environment";

/** The cost of an environment with these applications; one whose network is used comes first. */
function costOf(
  applications: Readonly<Record<string, Partial<ApplicationInput>>>,
  edge?: NonNullable<EnvironmentInput["edge"]>,
) {
  const environment = testEnvironment({
    ...(edge === undefined ? {} : { edge }),
    applications: Object.fromEntries(
      Object.entries(applications).map(([name, settings]) => [
        name,
        { ...minimalApplication, hostName: `${name}.example.com`, ...settings },
      ]),
    ),
  });
  const stacks: SynthesizedStack[] = [];
  const first = ["shared-identity", ...(edge === undefined ? [] : ["edge"])];
  for (const name of [...first, ...Object.keys(applications)]) {
    stacks.push(parseStack(name, synthComponent(environment, name), stacks));
  }
  return environmentCost("test", stacks);
}

function savingOf(cost: ReturnType<typeof costOf>, setting: string, application = "app") {
  const found = cost.cheaperShapes.find(
    (shape) => shape.setting.startsWith(setting) && shape.applications.includes(application),
  );
  if (found?.savesUsd === undefined) throw new Error(`no saving of ${setting}`);
  return found.savesUsd;
}

const threeZones = { type: "new", cidr: "10.1.0.0/16", availabilityZoneCount: 3 } as const;

describe("a saving is the difference to the same environment with the setting", () => {
  it.each<[string, Partial<ApplicationInput>, Partial<ApplicationInput>]>([
    [
      'network.nat: "single"',
      { network: { ...threeZones, nat: "per-az" } },
      { network: { ...threeZones, nat: "single" } },
    ],
    [
      'network.nat: "none"',
      { network: { ...threeZones, nat: "per-az" } },
      { network: { ...threeZones, nat: "none" } },
    ],
    [
      "services.web.scaling.minCapacity: 1",
      { services: { web: { scaling: { minCapacity: 3 } } } },
      { services: { web: { scaling: { minCapacity: 1 } } } },
    ],
    [
      'services.web.architecture: "ARM64"',
      { services: { web: { architecture: "X86_64", cpuUnits: 512, memoryMiB: 1024 } } },
      { services: { web: { architecture: "ARM64", cpuUnits: 512, memoryMiB: 1024 } } },
    ],
    [
      "services.web.capacity: { onDemandBase: 1, onDemandWeight: 0, spotWeight: 1 }",
      { services: { web: {} } },
      { services: { web: { capacity: { onDemandBase: 1, onDemandWeight: 0, spotWeight: 1 } } } },
    ],
    [
      'network: { type: "existing"',
      {},
      {
        network: {
          type: "existing",
          vpcId: "vpc-0123456789abcdef0",
          publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
          privateSubnetIds: ["subnet-0123456789abcdef2"],
        },
      },
    ],
  ])("%s", (setting, before, after) => {
    const dear = costOf({ app: before });
    const cheap = costOf({ app: after });

    expect(savingOf(dear, setting)).toBeCloseTo(dear.monthlyUsd - cheap.monthlyUsd, 6);
    expect(dear.monthlyUsd).toBeGreaterThan(cheap.monthlyUsd);
    expect(cheap.cheaperShapes.filter((shape) => shape.setting.startsWith(setting))).toEqual([]);
  });

  it("of a shared network with fewer zones", () => {
    const dear = costOf({ app: {}, other: { network: { ...threeZones, nat: "per-az" } } });
    const cheap = costOf({
      app: {},
      other: { network: { type: "application", application: "app" } },
    });

    const setting = 'network: { type: "application", application: "app" }';
    // Three NAT gateways with their addresses, and the third address of the load balancer.
    expect(savingOf(dear, setting, "other")).toBeCloseTo(3 * 36.5 + 3.65, 6);
    expect(dear.monthlyUsd - cheap.monthlyUsd).toBeCloseTo(3 * 36.5 + 3.65, 6);
  });
});

describe("a shared load balancer", () => {
  const edge = { hostName: "edge.example.com", hostedZone: minimalApplication.hostedZone };
  const behind = (slot: number) => ({ loadBalancer: { type: "edge", slot } }) as const;
  const own = { network: { type: "new", cidr: "10.1.0.0/16", nat: "per-az" } } as const;
  const shapesOf = ({ cheaperShapes }: ReturnType<typeof costOf>) =>
    cheaperShapes.filter(({ setting }) => setting.includes('type: "edge", slot'));

  it("is the first advice, and saves the difference to an environment that has it", () => {
    const dear = costOf({ app: {}, other: own });
    const cheap = costOf({ app: behind(1), other: behind(2) }, edge);

    expect(dear.cheaperShapes[0]).toMatchObject({
      setting: expect.stringMatching(/^edge: /),
      applications: ["app", "other"],
    });
    expect(dear.cheaperShapes[0]?.savesUsd).toBeCloseTo(dear.monthlyUsd - cheap.monthlyUsd, 6);
    expect(shapesOf(cheap)).toEqual([]);
  });

  it("is offered to each application beside an edge that exists", () => {
    const dear = costOf({ app: behind(1), other: own }, edge);
    const cheap = costOf({ app: behind(1), other: behind(2) }, edge);

    expect(shapesOf(dear)).toMatchObject([{ applications: ["other"] }]);
    expect(shapesOf(dear)[0]?.savesUsd).toBeCloseTo(dear.monthlyUsd - cheap.monthlyUsd, 6);
  });

  it("is not offered to one application alone, nor to internal ones", () => {
    expect(shapesOf(costOf({ app: {} }))).toEqual([]);
    expect(shapesOf(costOf({ app: {}, other: { ...own, internal: true } }))).toEqual([]);
  });

  it("leaves the advice about tasks to the applications behind it", () => {
    const { cheaperShapes } = costOf({ app: behind(1) }, edge);

    expect(cheaperShapes.map(({ setting }) => setting)).toEqual(
      expect.arrayContaining(["services.web.scaling.minCapacity: 1", 'network.nat: "none"']),
    );
  });
});

describe("tasks without a NAT gateway", () => {
  const offered = (applications: Parameters<typeof costOf>[0]) =>
    costOf(applications)
      .cheaperShapes.filter(({ setting }) => setting === 'network.nat: "none"')
      .map((shape) => [shape.applications, shape.savesUsd?.toFixed(2)]);
  const shared = { network: { type: "application", application: "app" } } as const;

  it("count the addresses of every application in the network", () => {
    // One NAT gateway with its address, for four addresses of tasks.
    expect(offered({ app: {}, user: shared })).toEqual([[["app", "user"], "21.90"]]);
  });

  it("are not offered where they cost more, or where the load balancer is internal", () => {
    const services = { web: { scaling: { minCapacity: 10, maxCapacity: 10 } } };

    expect(offered({ app: { services } })).toEqual([]);
    expect(offered({ app: { internal: true } })).toEqual([]);
    expect(offered({ app: {}, user: { ...shared, internal: true } })).toEqual([]);
  });
});

it("offers the network that is shared already, and none to its owner", () => {
  const { cheaperShapes } = costOf({
    app: { network: { type: "new", cidr: "10.1.0.0/16" } },
    owner: {},
    user: { network: { type: "application", application: "owner" } },
  });

  expect(
    cheaperShapes
      .filter(({ setting }) => setting.includes('"application"'))
      .map(({ setting, applications }) => [setting, applications]),
  ).toEqual([['network: { type: "application", application: "owner" }', ["app"]]]);
});

describe("a shape whose saving depends on use", () => {
  const byUse = (application: Partial<ApplicationInput>) =>
    costOf({ app: application })
      .cheaperShapes.filter(({ savesUsd }) => savesUsd === undefined)
      .map(({ setting, applications }) => `${setting} in ${applications}`);

  it("is offered with the defaults", () => {
    expect(byUse({})).toEqual([
      'containerInsights: "disabled" in app',
      'network.flowLogDestination: "s3" in app',
      'network.flowLogs: "rejected" (or "off") in app',
      "logRetentionDays: 30 in app",
    ]);
  });

  it("is not offered where the environment has it", () => {
    const network = { type: "new", flowLogs: "rejected", flowLogDestination: "s3" } as const;

    expect(byUse({ containerInsights: "disabled", network, logRetentionDays: 30 })).toEqual([]);
  });
});

it("a canary costs its tasks, and has no settings that could cost less", () => {
  const alone = costOf({ app: { services: { web: {} } } });
  const both = costOf({ app: { services: { web: { canary: { weightPercent: 10 } } } } });

  // Two tasks, and four alarms of autoscaling.
  expect(both.monthlyUsd - alone.monthlyUsd).toBeCloseTo(14.4175 + 0.4, 3);
  expect(JSON.stringify(both.cheaperShapes)).not.toContain("web-canary");
});
