import { changed, fullEnvironment, issue, issuesOf } from "../valid-environment";

const application = (host: string, cidr: string, services: object = { web: {} }) => ({
  hostName: `${host}.example.com`,
  hostedZone: { id: "Z0123456789ABCDEFGHIJ", name: "example.com" },
  network: { type: "new", cidr },
  services,
  defaultRoute: { target: { type: "service", service: Object.keys(services)[0] } },
});

describe("composed names", () => {
  it("are rejected when a load balancer's name would exceed 32 characters", () => {
    const name = "a".repeat(28);

    expect(
      issuesOf(changed(["applications", { [name]: application("x", "10.0.0.0/16") }])),
    ).toEqual([
      issue(
        ["applications", name],
        `test-${name}`,
        "which has 33 characters; AWS allows 32",
        "shorten the application's name or the environment's",
      ),
    ]);
  });

  it("are accepted at exactly 32 characters", () => {
    const name = "a".repeat(27);

    expect(
      issuesOf(changed(["applications", { [name]: application("x", "10.0.0.0/16") }])),
    ).toEqual([]);
  });

  it("are rejected when an IAM role's name would exceed 64 characters", () => {
    const service = "s".repeat(46);

    expect(
      issuesOf(
        changed(["applications", { app: application("x", "10.0.0.0/16", { [service]: {} }) }]),
      ),
    ).toEqual([
      issue(
        ["applications", "app", "services", service],
        `test-app-${service}-execution`,
        "which has 65 characters; AWS allows 64",
        "shorten the service's name",
      ),
    ]);
  });

  it("are rejected when two applications would make the same IAM role", () => {
    const applications = {
      a: application("x", "10.0.0.0/16", { "b-c": {} }),
      "a-b": application("y", "10.1.0.0/16", { c: {} }),
    };

    expect(issuesOf(changed(["applications", applications]))).toEqual([
      issue(
        ["applications", "a-b", "services", "c"],
        "test-a-b-c-execution",
        'which applications.a.services["b-c"] makes too',
        "rename one",
      ),
    ]);
  });
});

describe("names of security groups", () => {
  it("are rejected when a service would have that of its own load balancer", () => {
    const services = { "load-balancer": {} };

    expect(
      issuesOf(changed(["applications", { app: application("x", "10.0.0.0/16", services) }])),
    ).toEqual([
      issue(
        ["applications", "app", "services", "load-balancer"],
        "load-balancer",
        '"test-app-load-balancer", which the load balancer of applications.app has',
        "rename the service",
      ),
    ]);
  });

  it("are rejected when a service would have that of another application's load balancer", () => {
    const applications = {
      a: application("x", "10.0.0.0/16", { "b-load-balancer": {} }),
      "a-b": application("y", "10.1.0.0/16"),
    };

    expect(issuesOf(changed(["applications", applications]))).toEqual([
      issue(
        ["applications", "a", "services", "b-load-balancer"],
        "b-load-balancer",
        'which the load balancer of applications["a-b"] has',
        "rename the service",
      ),
    ]);
  });

  it("may only resemble it", () => {
    const services = { "my-load-balancer": {} };

    expect(
      issuesOf(changed(["applications", { app: application("x", "10.0.0.0/16", services) }])),
    ).toEqual([]);
  });
});

describe("reserved names", () => {
  it("include the name of the identity stack", () => {
    expect(
      issuesOf(changed(["applications", { "shared-identity": application("x", "10.0.0.0/16") }])),
    ).toEqual([
      issue(
        ["applications", "shared-identity"],
        "shared-identity",
        "the stack of the user pool has this name",
        "choose another name",
      ),
    ]);
  });

  it.each([
    ["internal", "internal"],
    ["internal-tools", "internal"],
    ["sg", "sg"],
    ["sg-prod", "sg"],
  ])("include %s, which AWS rejects", (name, start) => {
    expect(issuesOf(changed(["name", name]))).toEqual([
      issue("name", name, `must not begin with "${start}"`, "choose another name"),
    ]);
  });

  it("do not include a name that only looks similar", () => {
    expect(issuesOf(changed(["name", "internals"]))).toEqual([]);
    expect(issuesOf(changed(["name", "sgx"]))).toEqual([]);
  });
});

it("rejects an environment without applications", () => {
  expect(issuesOf(changed(["applications", {}]))).toEqual([
    issue("applications", {}, "at least one entry", "hostName and hostedZone"),
  ]);
});

describe("tags", () => {
  const tags = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`Key${index}`, "x"]));

  it("are rejected beyond 49", () => {
    expect(issuesOf({ ...fullEnvironment(), tags: tags(50) })).toEqual([
      issue("tags", 50, "at most 49 entries", "remove some"),
    ]);
    expect(issuesOf({ ...fullEnvironment(), tags: tags(49) })).toEqual([]);
  });

  it("are rejected when they differ in case only", () => {
    expect(issuesOf(changed(["tags", { Team: "a", team: "b" }]))).toEqual([
      issue("tags.team", "b", 'must differ from "Team"', "remove one of the two"),
    ]);
  });
});
