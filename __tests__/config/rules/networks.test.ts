import { changed, fault, faultsOf, refusesEach } from "../valid-environment";

const cidr = "applications.app.network.cidr";
const notesNetwork = "applications.notes.network";

describe("a new VPC", () => {
  refusesEach([
    [cidr, "10.0.0.0/15", "between /16, the largest VPC", "10.0.0.0/16"],
    [cidr, "10.0.0.0/24", "and /23", "10.0.0.0/16"],
    [cidr, "10.0.1.0/16", "address is the first of the range", "10.0.0.0/16"],
    [cidr, "10.0.300.0/16", "must be an IPv4 range", "10.0.0.0/16"],
    [cidr, "10.0.0.0/33", "must be an IPv4 range", "10.0.0.0/16"],
    [cidr, "127.1.0.0/16", "must lie outside 127.0.0.0/8", "private range"],
    [cidr, "169.254.0.0/16", "must lie outside 169.254.0.0/16", "private range"],
    [cidr, "230.0.0.0/16", "must lie outside 224.0.0.0/4", "private range"],
    [cidr, "0.5.0.0/16", "must lie outside 0.0.0.0/8", "private range"],
  ]);

  it.each(["10.0.0.0/16", "10.0.2.0/23", "192.168.0.0/20", "100.64.0.0/16", "52.0.0.0/16"])(
    "is accepted: %s",
    (range) => {
      expect(faultsOf(changed([cidr, range]))).toEqual([]);
    },
  );

  it.each([
    ["the same", "10.0.0.0/16"],
    ["inside it", "10.0.128.0/20"],
  ])("is refused when it overlaps with another application's: %s", (_, range) => {
    expect(faultsOf(changed([notesNetwork, { type: "new", cidr: range }]))).toEqual([
      fault(
        `${notesNetwork}.cidr`,
        range,
        'must not overlap with 10.0.0.0/16 of application "app"',
        "10.1.0.0/16",
      ),
    ]);
  });

  it("shows the default range where two applications take it", () => {
    expect(faultsOf(changed([notesNetwork, undefined]))).toEqual([
      fault(`${notesNetwork}.cidr`, "10.0.0.0/16", "must not overlap", "of its own"),
    ]);
  });

  it("is accepted beside a range that touches it", () => {
    expect(faultsOf(changed([notesNetwork, { type: "new", cidr: "10.1.0.0/16" }]))).toEqual([]);
  });
});

describe("an existing VPC", () => {
  it.each(["publicSubnetIds", "privateSubnetIds"])(
    "is refused with a subnet twice in %s",
    (field) => {
      const ids = ["subnet-00000001", "subnet-00000002", "subnet-00000001"];

      expect(faultsOf(changed([`${notesNetwork}.${field}`, ids]))).toEqual([
        fault(`${notesNetwork}.${field}[2]`, "subnet-00000001", "listed once", "remove it"),
      ]);
    },
  );

  it("is accepted with the same subnets as public and private ones", () => {
    const ids = ["subnet-00000001", "subnet-00000002"];

    expect(
      faultsOf(
        changed(
          [`${notesNetwork}.publicSubnetIds`, ids],
          [`${notesNetwork}.privateSubnetIds`, ids],
        ),
      ),
    ).toEqual([]);
  });
});

describe("ranges of routes and services", () => {
  const sourceIp = "applications.app.routes[1].conditions.sourceIps[0]";
  const serviceEgress = "applications.app.services.web.egress[0]";
  const targetEgress = "applications.app.routes[1].target.egress";

  refusesEach([
    [sourceIp, "203.0.113.0/33", "range that exists", "2001:db8::/32"],
    [sourceIp, "2001:db8::1::/32", "range that exists", "2001:db8::/32"],
    [`${serviceEgress}.cidr`, "10.0.0.1/16", "first of the range", "10.0.0.0/16"],
    [`${targetEgress}.cidr`, "10.0.0.1/16", "first of the range", "10.0.0.0/16"],
  ]);

  it.each(["203.0.113.0/24", "198.51.100.7/32", "0.0.0.0/0", "2001:db8::/32", "::1/128", "::/0"])(
    "accept a source of %s",
    (range) => {
      expect(faultsOf(changed([sourceIp, range]))).toEqual([]);
    },
  );

  it.each([serviceEgress, targetEgress])("refuse neither range nor group in %s", (egress) => {
    const [found, ...others] = faultsOf(changed([`${egress}.cidr`, undefined]));

    expect(others).toEqual([]);
    expect(found).toMatchObject(
      fault(egress, found?.value, "either cidr or securityGroupId", "add one of them"),
    );
  });

  it.each([serviceEgress, targetEgress])("refuse both range and group in %s", (egress) => {
    const [found, ...others] = faultsOf(changed([`${egress}.securityGroupId`, "sg-00000000"]));

    expect(others).toEqual([]);
    expect(found).toMatchObject(
      fault(egress, found?.value, "either cidr or securityGroupId", "remove one of them"),
    );
  });
});
