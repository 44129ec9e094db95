import type { EnvironmentInput } from "../../../config/schema/environment";
import { environmentWarnings } from "../../../config/warnings/environment-warnings";
import { warnOfQuotas } from "../../../config/warnings/quotas";
import { checked, minimalApplication, testEnvironment } from "../../support/synth-environment";

type Application = EnvironmentInput["applications"][string];

/** Applications app1, app2, …, each with a VPC of its own unless the settings say otherwise. */
function applications(count: number, settings: Partial<Application> = {}) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `app${index + 1}`,
      {
        ...minimalApplication,
        hostName: `app${index + 1}.example.com`,
        network: { type: "new" as const, cidr: `10.${index}.0.0/16` },
        ...settings,
      },
    ]),
  );
}

const warningsOf = (input: Partial<EnvironmentInput>) =>
  warnOfQuotas(checked(testEnvironment(input)));

const existing = {
  type: "existing" as const,
  vpcId: "vpc-0a1b2c3d",
  publicSubnetIds: ["subnet-0000000a", "subnet-0000000b"],
  privateSubnetIds: ["subnet-0000000c"],
} satisfies Application["network"];

describe(warnOfQuotas, () => {
  it("says nothing about an environment with a few applications", () => {
    expect(warningsOf({ applications: applications(3) })).toEqual([]);
  });

  it("counts the default VPC, and warns when the quota is met and when it is exceeded", () => {
    expect(warningsOf({ applications: applications(4) })).toEqual([
      {
        path: ["applications"],
        message:
          "makes 5 VPCs, with the account's default VPC: exactly AWS's default quota of 5 in eu-central-1. An apply fails in the middle when a quota is exceeded",
        fix: expect.stringContaining("let applications share one"),
      },
    ]);
    expect(warningsOf({ applications: applications(5) })[0]?.message).toContain(
      "makes 6 VPCs, with the account's default VPC: more than AWS's default quota of 5",
    );
  });

  it("counts an Elastic IP address for each NAT gateway", () => {
    const perZone = { type: "new", availabilityZoneCount: 3, nat: "per-az" } as const;
    const [warning, ...others] = warningsOf({
      applications: {
        one: { ...minimalApplication, network: { ...perZone, cidr: "10.0.0.0/16" } },
        two: {
          ...minimalApplication,
          hostName: "two.example.com",
          network: { ...perZone, cidr: "10.1.0.0/16" },
        },
      },
    });

    expect(others).toEqual([]);
    expect(warning?.message).toContain("makes 6 Elastic IP addresses");
    expect(warning?.fix).toContain('use nat: "single"');
  });

  it("does not count what existing networks have", () => {
    expect(warningsOf({ applications: applications(20, { network: existing }) })).toEqual([]);
  });

  it("warns of load balancers before there are 50", () => {
    expect(
      warningsOf({ applications: applications(46, { network: existing }) })[0]?.message,
    ).toContain("makes 46 load balancers: nearly AWS's default quota of 50 in eu-central-1");
  });

  it("warns when routes become more than 90 listener rules, sign-out among them", () => {
    const routes = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        conditions: { paths: [`/${index}`] },
        access: { type: "public" as const },
        target: { type: "service" as const, service: "web" },
      }));

    expect(warningsOf({ applications: applications(1, { routes: routes(89) }) })).toEqual([]);
    const [warning] = warningsOf({ applications: applications(1, { routes: routes(90) }) });
    expect(warning?.path).toEqual(["applications", "app1", "routes"]);
    expect(warning?.message).toContain("makes 91 listener rules: nearly");
  });

  it("warns of a service with more egress rules than a security group may have", () => {
    const egress = Array.from({ length: 60 }, (_, index) => ({
      port: 5000 + index,
      cidr: "10.9.0.0/16",
      description: "Database",
    }));

    expect(
      warningsOf({ applications: applications(1, { services: { web: { egress } } }) }),
    ).toEqual([
      {
        path: ["applications", "app1", "services", "web", "egress"],
        message: expect.stringContaining("makes 61 egress rules of the service's security group"),
        fix: expect.stringContaining("combine destinations"),
      },
    ]);
  });

  it("says that the quota of target groups cannot be raised", () => {
    const names = Array.from({ length: 95 }, (_, index) => `s${index}`);
    const routes = names.map((service) => ({
      conditions: { paths: [`/${service}`] },
      access: { type: "public" as const },
      target: { type: "service" as const, service },
    }));
    const warnings = warningsOf({
      applications: applications(1, {
        services: Object.fromEntries(names.map((name) => [name, {}])),
        routes,
        defaultRoute: { target: { type: "service" as const, service: "s0" } },
      }),
    });

    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining("makes 96 listener rules: nearly AWS's default quota of 100"),
      expect.stringContaining("makes 95 target groups: nearly AWS's quota of 100"),
      expect.stringContaining("makes 96 egress rules of the load balancer's security group"),
    ]);
    expect(warnings[1]?.fix).toBe("divide the application: this quota cannot be raised");
  });
});

describe(environmentWarnings, () => {
  it("lists warnings in the order of the file", () => {
    const routes = Array.from({ length: 95 }, (_, index) => ({
      conditions: { paths: [`/${index}`] },
      access: { type: "public" as const },
      target: { type: "service" as const, service: "web" },
    }));
    const environment = checked(testEnvironment({ applications: applications(5, { routes }) }));

    expect(environmentWarnings(environment).map(({ path }) => path.join("."))).toEqual(
      [
        "applications",
        // Each meets the quota of rules, and has more than half of it.
        ...[1, 2, 3, 4, 5].flatMap((index) => {
          const path = `applications.app${index}.routes`;
          return [path, path];
        }),
      ].toSpliced(1, 0, "applications"),
    );
  });
});
