import { environmentCost } from "../../scripts/cost/environment-cost";
import { parseStack, type SynthesizedStack } from "../../scripts/cost/synthesized-stack";
import {
  type ApplicationInput,
  minimalApplication,
  synthComponent,
  testEnvironment,
} from "../support/synth-environment";

/** The cost of an environment with these applications; one whose network is used comes first. */
function costOf(applications: Readonly<Record<string, Partial<ApplicationInput>>>) {
  const environment = testEnvironment({
    applications: Object.fromEntries(
      Object.entries(applications).map(([name, settings]) => [
        name,
        { ...minimalApplication, hostName: `${name}.example.com`, ...settings },
      ]),
    ),
  });
  const stacks: SynthesizedStack[] = [];
  for (const name of ["shared-identity", ...Object.keys(applications)]) {
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
