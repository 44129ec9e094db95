import {
  changed,
  issue,
  issuesOf,
  parsed,
  rejectsEach,
  targetGroupArn,
} from "../valid-environment";

const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };
const behindEdge = (host: string, slot: number) => ({
  hostName: `${host}.example.com`,
  hostedZone,
  loadBalancer: { type: "edge", slot },
});
const edge = { hostName: "edge.example.com", hostedZone };
const applications = { app: behindEdge("app", 1), notes: behindEdge("notes", 2) };
const onEdge = [
  ["edge", edge],
  ["applications", applications],
] as const;
const certificateArn =
  "arn:aws:acm:us-east-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef";
const own = { type: "new", cidr: "10.9.0.0/16" };

describe("an environment with an edge", () => {
  it("is valid, and its applications have the network, cluster and settings of the edge", () => {
    const environment = parsed(
      changed(...onEdge, ["edge.idleTimeoutSeconds", 90], ["edge.containerInsights", "disabled"]),
    );

    expect(environment.applications.app).toMatchObject({
      network: { type: "edge" },
      cluster: { type: "edge" },
      idleTimeoutSeconds: 90,
      containerInsights: "disabled",
    });
  });

  it("may have applications with a load balancer of their own", () => {
    const separate = { hostName: "own.example.com", hostedZone, network: own };

    expect(issuesOf(changed(...onEdge, ["applications.separate", separate]))).toEqual([]);
  });

  it("rejects an internal load balancer of an application in the edge's network without NAT", () => {
    const internal = {
      ...behindEdge("internal", 3),
      loadBalancer: { type: "own" },
      network: { type: "edge" },
      internal: true,
    };
    const withoutNat = { ...edge, network: { type: "new", nat: "none" } };

    expect(
      issuesOf(changed(["edge", withoutNat], ["applications", { ...applications, internal }])),
    ).toEqual([
      issue(
        "applications.internal.internal",
        true,
        'while the network of edge has no NAT gateway (nat: "none")',
        'give edge nat: "single"',
      ),
    ]);
  });

  it("may give an application on the edge a cluster of its own", () => {
    expect(
      issuesOf(
        changed(
          ...onEdge,
          ["applications.app.cluster", { type: "new" }],
          ["applications.app.containerInsights", "enhanced"],
        ),
      ),
    ).toEqual([]);
  });

  rejectsEach(
    [
      [
        "edge.hostName",
        "edge.example.org",
        'must be in the hosted zone "example.com"',
        'choose a name that ends in ".example.com"',
      ],
      [
        "edge.hostName",
        `${"e".repeat(60)}.example.com`,
        "must be at most 64 characters (it has 72)",
        "choose a shorter name",
      ],
      [
        "applications.notes.loadBalancer.slot",
        1,
        'must be unique: application "app" has this slot',
        "write 2, which is free",
      ],
      [
        "applications.notes.hostName",
        "app.example.com",
        "must be unique in the environment",
        "applications.app.hostName uses this one",
      ],
      [
        "applications.notes.hostName",
        "edge.example.com",
        "must be unique in the environment",
        "edge.hostName uses this one",
      ],
      [
        "applications.app.internal",
        true,
        "is a setting of the edge, and the same for all",
        "set edge.internal",
      ],
      [
        "applications.app.idleTimeoutSeconds",
        60,
        "is a setting of the edge",
        "set edge.idleTimeoutSeconds",
      ],
      [
        "applications.app.accessLogRetentionDays",
        30,
        "is a setting of the edge",
        "set edge.accessLogRetentionDays",
      ],
      [
        "applications.app.containerInsights",
        "enhanced",
        "is a setting of the edge",
        "set edge.containerInsights",
      ],
      [
        "applications.app.network",
        own,
        "must be the network of the edge: a load balancer reaches targets in its own VPC only",
        "describe the VPC in edge.network",
      ],
    ],
    ...onEdge,
  );

  for (const [slot, message] of [
    [0, "1"],
    [50, "49"],
    [1.5, "integer"],
  ] as const) {
    it(`rejects slot ${slot}`, () => {
      const where = "applications.app.loadBalancer.slot";

      expect(issuesOf(changed(...onEdge, [where, slot]))).toEqual([
        issue(where, slot, message, ""),
      ]);
    });
  }

  it("rejects a certificate of another region", () => {
    const certificate = { type: "existing", arn: certificateArn };

    expect(issuesOf(changed(...onEdge, ["edge.certificate", certificate]))).toEqual([
      issue("edge.certificate.arn", certificateArn, "must be in eu-central-1", "eu-central-1"),
    ]);
  });

  it("rejects an application whose stack would have the name of the edge's", () => {
    expect(issuesOf(changed(...onEdge, ["applications.edge", behindEdge("third", 3)]))).toEqual([
      issue("applications.edge", "edge", 'must not be named "edge"', "choose another name"),
    ]);
  });

  it("rejects a host condition of another application", () => {
    const route = (host: string) => ({
      conditions: { hosts: [host], paths: ["/a"] },
      access: { type: "public" },
      target: { type: "service", service: "web" },
    });
    const where = "applications.app.routes";

    expect(issuesOf(changed(...onEdge, [where, [route("notes.example.com")]]))).toEqual([
      issue(
        `${where}[0].conditions.hosts[0]`,
        "notes.example.com",
        "must match a host name of the application",
        "",
      ),
    ]);
    expect(issuesOf(changed(...onEdge, [where, [route("*.example.com")]]))).toEqual([]);
  });

  it("rejects an egress destination of another application, and that of the edge", () => {
    const routesTo = (arn: string, ...egress: object[]) =>
      egress.map((each, index) => ({
        conditions: { paths: [`/${index}`] },
        access: { type: "public" },
        target: { type: "target-group", arn: targetGroupArn.replace("legacy", arn), egress: each },
      }));
    const range = { port: 80, cidr: "10.9.0.0/24" };
    const paths = (ofApp: object[], ofNotes: object[]) =>
      issuesOf(
        changed(
          ...onEdge,
          ["applications.app.routes", routesTo("app", ...ofApp)],
          ["applications.notes.routes", routesTo("notes", ...ofNotes)],
        ),
      );

    expect(paths([range, range], [{ ...range, port: 81 }])).toEqual([]);
    expect(paths([range], [range])).toEqual([
      issue(
        "applications.notes.routes[0].target.egress",
        range,
        "must not be a destination that applications.app.routes[0].target.egress has",
        'as long as application "app" exists',
      ),
    ]);
    expect(paths([{ port: 443, cidr: "0.0.0.0/0" }], [])).toEqual([
      issue(
        "applications.app.routes[0].target.egress",
        { port: 443, cidr: "0.0.0.0/0" },
        "must not be a destination that edge has",
        "leave egress out",
      ),
    ]);
  });

  it("rejects a host name that cannot be a condition, even the only one", () => {
    const host = "app.example.123";
    const zone = { ...hostedZone, name: "example.123" };

    expect(
      issuesOf(
        changed(
          ...onEdge,
          ["applications.app.hostedZone", zone],
          ["applications.app.hostName", host],
        ),
      ).map(({ path }) => path.join(".")),
    ).toContain("applications.app.hostName");
  });
});

describe("an environment without an edge", () => {
  it("rejects applications on an edge", () => {
    expect(issuesOf(changed(["applications", { app: behindEdge("app", 1) }]))).toEqual([
      issue(
        "applications.app.loadBalancer.type",
        "edge",
        "the environment has no edge",
        'add edge to the environment, or write { type: "own" }',
      ),
    ]);
  });

  it("may have an application that is named edge", () => {
    const named = { ...behindEdge("third", 3), loadBalancer: { type: "own" } };

    expect(issuesOf(changed(["applications", { edge: named }]))).toEqual([]);
  });

  it("rejects the cluster and the network of an edge", () => {
    const application = { ...behindEdge("app", 1), loadBalancer: { type: "own" } };
    const paths = (field: string) =>
      issuesOf(
        changed(["applications", { app: { ...application, [field]: { type: "edge" } } }]),
      ).map(({ path }) => path.join("."));

    expect(paths("cluster")).toEqual(["applications.app.cluster.type"]);
    expect(paths("network")).toEqual([expect.stringContaining("applications.app.network")]);
  });
});
