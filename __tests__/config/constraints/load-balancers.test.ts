import { certificateArn, changed, issue, issuesOf } from "../valid-environment";

const notes = "applications.notes";
const subnets = ["subnet-00000001", "subnet-00000002"];

describe("the subnets of a load balancer in an existing VPC", () => {
  it.each([
    [false, "publicSubnetIds", "an internet-facing load balancer"],
    [true, "privateSubnetIds", "an internal load balancer"],
  ])("are at least two, with internal %s in %s", (internal, field, kind) => {
    const one = subnets.slice(0, 1);

    expect(
      issuesOf(changed([`${notes}.internal`, internal], [`${notes}.network.${field}`, one])),
    ).toEqual([
      issue(
        `${notes}.network.${field}`,
        one,
        `must have at least 2 entries: ${kind}`,
        "another availability zone",
      ),
    ]);
  });

  it("are no public ones for an internal load balancer", () => {
    expect(
      issuesOf(
        changed(
          [`${notes}.internal`, true],
          [`${notes}.network.publicSubnetIds`, undefined],
          [`${notes}.network.privateSubnetIds`, subnets],
        ),
      ),
    ).toEqual([]);
  });

  it("are those of the application that has the network", () => {
    const shared = { type: "application", application: "notes" };

    expect(
      issuesOf(
        changed(
          ["applications.app.network", shared],
          [`${notes}.network.privateSubnetIds`, subnets.slice(0, 1)],
        ),
      ),
    ).toEqual([
      issue(
        "applications.app.network.application",
        "notes",
        "must have a network with at least 2 privateSubnetIds",
        'to privateSubnetIds of "notes"',
      ),
    ]);
    expect(issuesOf(changed(["applications.app.network", shared]))).toEqual([]);
  });

  it("are given for an internet-facing load balancer", () => {
    expect(issuesOf(changed([`${notes}.network.publicSubnetIds`, undefined]))).toEqual([
      issue(`${notes}.network.publicSubnetIds`, [], "must have at least 2 entries", "add a subnet"),
    ]);
  });
});

describe("an existing certificate", () => {
  it("is rejected in another region", () => {
    const elsewhere = certificateArn.replace("eu-central-1", "us-east-1");

    expect(issuesOf(changed([`${notes}.certificate.arn`, elsewhere]))).toEqual([
      issue(
        `${notes}.certificate.arn`,
        elsewhere,
        "must be in eu-central-1, the environment's region",
        "request or import the certificate in eu-central-1",
      ),
    ]);
  });

  it("is named by its ARN or by its domain, and not by both", () => {
    const both = { type: "existing", arn: certificateArn, domain: "*.example.com" };
    const neither = { type: "existing" };

    expect(issuesOf(changed([`${notes}.certificate`, both]))).toEqual([
      issue(`${notes}.certificate`, both, "either arn or domain", "remove one of them"),
    ]);
    expect(issuesOf(changed([`${notes}.certificate`, neither]))).toEqual([
      issue(`${notes}.certificate`, neither, "must have arn or domain", 'domain: "*.example.com"'),
    ]);
    const byDomain = { type: "existing", domain: "notes.example.com" };
    expect(issuesOf(changed([`${notes}.certificate`, byDomain]))).toEqual([]);
  });
});

describe("an existing cluster", () => {
  it("keeps its own Container Insights", () => {
    expect(issuesOf(changed([`${notes}.containerInsights`, "disabled"]))).toEqual([
      issue(`${notes}.containerInsights`, "disabled", 'cluster "shared" belongs', "remove it"),
    ]);
  });
});
