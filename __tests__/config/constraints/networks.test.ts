import { changed, issue, issuesOf, rejectsEach } from "../valid-environment";

const cidr = "applications.app.network.cidr";
const notesNetwork = "applications.notes.network";

describe("a new VPC", () => {
  rejectsEach([
    [cidr, "10.0.0.0/15", "must be /16 to /23", "10.0.0.0/16"],
    [cidr, "10.0.0.0/24", "must be /16 to /23", "10.0.0.0/16"],
    [cidr, "127.1.0.0/16", "must not overlap with 127.0.0.0/8", "private range"],
    [cidr, "169.254.0.0/16", "must not overlap with 169.254.0.0/16", "private range"],
    [cidr, "230.0.0.0/16", "must not overlap with 224.0.0.0/4", "private range"],
    [cidr, "0.5.0.0/16", "must not overlap with 0.0.0.0/8", "private range"],
  ]);

  it.each(["10.0.0.0/16", "10.0.2.0/23", "192.168.0.0/20", "100.64.0.0/16", "52.0.0.0/16"])(
    "is accepted: %s",
    (range) => {
      expect(issuesOf(changed([cidr, range]))).toEqual([]);
    },
  );

  it.each([
    ["the same", "10.0.0.0/16"],
    ["inside it", "10.0.128.0/20"],
  ])("is rejected when it overlaps with another application's: %s", (_, range) => {
    expect(issuesOf(changed([notesNetwork, { type: "new", cidr: range }]))).toEqual([
      issue(
        `${notesNetwork}.cidr`,
        range,
        'must not overlap with 10.0.0.0/16 of application "app"',
        "10.1.0.0/16",
      ),
    ]);
  });

  it("shows the default range where two applications take it", () => {
    expect(issuesOf(changed([notesNetwork, undefined]))).toEqual([
      issue(`${notesNetwork}.cidr`, "10.0.0.0/16", "must not overlap", "its own range"),
    ]);
  });

  it("is accepted beside a range that touches it", () => {
    expect(issuesOf(changed([notesNetwork, { type: "new", cidr: "10.1.0.0/16" }]))).toEqual([]);
  });
});

describe("an existing VPC", () => {
  it.each(["publicSubnetIds", "privateSubnetIds"])(
    "is rejected with a subnet twice in %s",
    (field) => {
      const ids = ["subnet-00000001", "subnet-00000002", "subnet-00000001"];

      expect(issuesOf(changed([`${notesNetwork}.${field}`, ids]))).toEqual([
        issue(
          `${notesNetwork}.${field}[2]`,
          "subnet-00000001",
          "must not repeat an entry",
          "remove it",
        ),
      ]);
    },
  );

  it("is accepted with the same subnets as public and private ones", () => {
    const ids = ["subnet-00000001", "subnet-00000002"];

    expect(
      issuesOf(
        changed(
          [`${notesNetwork}.publicSubnetIds`, ids],
          [`${notesNetwork}.privateSubnetIds`, ids],
        ),
      ),
    ).toEqual([]);
  });
});

describe("egress and source addresses", () => {
  const sourceIp = "applications.app.routes[1].conditions.sourceIps[0]";
  const serviceEgress = "applications.app.services.web.egress[0]";
  const targetEgress = "applications.app.routes[1].target.egress";

  it.each(["203.0.113.0/24", "198.51.100.7/32", "0.0.0.0/0", "2001:db8::/32", "::1/128", "::/0"])(
    "accept a source of %s",
    (range) => {
      expect(issuesOf(changed([sourceIp, range]))).toEqual([]);
    },
  );

  it.each([serviceEgress, targetEgress])(
    "reject neither range nor security group in %s",
    (egress) => {
      const [found, ...others] = issuesOf(changed([`${egress}.cidr`, undefined]));

      expect(others).toEqual([]);
      expect(found).toMatchObject(
        issue(egress, found?.value, "either cidr or securityGroupId", "add one of them"),
      );
    },
  );

  it.each([serviceEgress, targetEgress])("reject both range and security group in %s", (egress) => {
    const [found, ...others] = issuesOf(changed([`${egress}.securityGroupId`, "sg-00000000"]));

    expect(others).toEqual([]);
    expect(found).toMatchObject(
      issue(egress, found?.value, "either cidr or securityGroupId", "remove one of them"),
    );
  });
});
