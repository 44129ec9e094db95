import { changed, fault, faultsOf, fullEnvironment } from "../valid-environment";

const application = (host: string, cidr: string, services: object = { web: {} }) => ({
  hostName: `${host}.example.com`,
  hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
  network: { type: "new", cidr },
  services,
  defaultRoute: { target: { type: "service", service: Object.keys(services)[0] } },
});

describe("composed names", () => {
  it("are refused when a load balancer's name would exceed 32 characters", () => {
    const name = "a".repeat(28);

    expect(
      faultsOf(changed(["applications", { [name]: application("x", "10.0.0.0/16") }])),
    ).toEqual([
      fault(
        ["applications", name],
        `test-${name}`,
        "environment and application together are 33 characters",
        "shorten the application's name or the environment's",
      ),
    ]);
  });

  it("are accepted at exactly 32 characters", () => {
    const name = "a".repeat(27);

    expect(
      faultsOf(changed(["applications", { [name]: application("x", "10.0.0.0/16") }])),
    ).toEqual([]);
  });

  it("are refused when an IAM role's name would exceed 64 characters", () => {
    const service = "s".repeat(46);

    expect(
      faultsOf(
        changed(["applications", { app: application("x", "10.0.0.0/16", { [service]: {} }) }]),
      ),
    ).toEqual([
      fault(
        ["applications", "app", "services", service],
        `test-app-${service}-execution`,
        "of 65 characters; AWS allows 64",
        "shorten the service's name",
      ),
    ]);
  });

  it("are refused when two applications would make the same IAM role", () => {
    const applications = {
      a: application("x", "10.0.0.0/16", { "b-c": {} }),
      "a-b": application("y", "10.1.0.0/16", { c: {} }),
    };

    expect(faultsOf(changed(["applications", applications]))).toEqual([
      fault(
        ["applications", "a-b", "services", "c"],
        "test-a-b-c-execution",
        'which applications.a.services["b-c"] makes too',
        "rename one",
      ),
    ]);
  });
});

describe("names that are taken", () => {
  it("include the identity stack's", () => {
    expect(
      faultsOf(changed(["applications", { "shared-identity": application("x", "10.0.0.0/16") }])),
    ).toEqual([
      fault(
        ["applications", "shared-identity"],
        "shared-identity",
        "the identity's stack has this name",
        "choose another name",
      ),
    ]);
  });

  it.each([
    ["internal", "internal"],
    ["internal-tools", "internal"],
    ["sg", "sg"],
    ["sg-prod", "sg"],
  ])("include %s, which no AWS name may begin with", (name, start) => {
    expect(faultsOf(changed(["name", name]))).toEqual([
      fault("name", name, `must not begin with "${start}"`, "choose another name"),
    ]);
  });

  it("do not include a name that merely looks like it", () => {
    expect(faultsOf(changed(["name", "internals"]))).toEqual([]);
    expect(faultsOf(changed(["name", "sgx"]))).toEqual([]);
  });
});

it("refuses an environment without applications", () => {
  expect(faultsOf(changed(["applications", {}]))).toEqual([
    fault("applications", {}, "at least one application", "hostName and hostedZone"),
  ]);
});

describe("tags", () => {
  const tags = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`Key${index}`, "x"]));

  it("are refused beyond 49", () => {
    expect(faultsOf({ ...fullEnvironment(), tags: tags(50) })).toEqual([
      fault("tags", 50, "at most 49 entries", "remove some"),
    ]);
    expect(faultsOf({ ...fullEnvironment(), tags: tags(49) })).toEqual([]);
  });

  it("are refused when they differ in case only", () => {
    expect(faultsOf(changed(["tags", { Team: "a", team: "b" }]))).toEqual([
      fault("tags.team", "b", 'must differ from "Team"', "remove one of the two"),
    ]);
  });
});
