import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { NewNetwork, type NewNetworkProps } from "../../../constructs/network/new-network";
import {
  address,
  dataSources,
  expose,
  exposed,
  parse,
  reference,
  resource,
  resourceCounts,
  resources,
  synthStack,
} from "../../support/synth";

const synthNetwork = (overrides: Partial<NewNetworkProps> = {}) =>
  synthStack((stack) => {
    const network = new NewNetwork(stack, "network", {
      name: "example-tasks",
      region: "eu-central-1",
      cidr: "10.0.0.0/16",
      availabilityZoneCount: 2,
      nat: "single",
      dualStack: false,
      flowLogs: "all",
      flowLogDestination: "cloudwatch-logs",
      logRetentionDays: 365,
      deletionProtection: true,
      ...overrides,
    });
    const { vpcId, publicSubnetIds, privateSubnetIds } = network;
    expose(stack, { vpcId, publicSubnetIds, privateSubnetIds });
  });

/** The first zone that no earlier public subnet is in, an available one if possible. */
function nextZone(json: string, ...taken: string[]): string {
  const free = (selection: "available" | "all") => {
    const names = Object.keys(parse(json).data?.aws_availability_zones ?? {});
    const name = names.find((each) => each.startsWith(`network_zones_${selection}_`));
    return `tolist(setsubtract(data.aws_availability_zones.${name}.names, [${taken.join(", ")}]))`;
  };
  return `\${element(coalescelist(${free("available")}, ${free("all")}), 0)}`;
}

const publicSubnet = (json: string, index: number) =>
  address(json, Subnet, `network_public_subnets_${index}_`);

describe(NewNetwork, () => {
  const json = synthNetwork();

  it("creates two zones with one NAT gateway from these resources only", () => {
    expect(resourceCounts(json)).toEqual({
      aws_vpc: 1,
      aws_default_security_group: 1,
      aws_subnet: 4,
      aws_internet_gateway: 1,
      aws_eip: 1,
      aws_nat_gateway: 1,
      aws_route_table: 3,
      aws_route: 3,
      aws_route_table_association: 4,
      aws_vpc_endpoint: 1,
      aws_cloudwatch_log_group: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_flow_log: 1,
    });
  });

  it("creates a VPC with its range and with DNS", () => {
    expect(resources(json, Vpc)).toEqual([
      {
        cidr_block: "10.0.0.0/16",
        enable_dns_support: true,
        enable_dns_hostnames: true,
        assign_generated_ipv6_cidr_block: false,
        tags: { Name: "example-tasks" },
        lifecycle: { prevent_destroy: true },
      },
    ]);
  });

  it("lets Terraform delete the VPC only without deletion protection", () => {
    expect(resource(synthNetwork({ deletionProtection: false }), Vpc).lifecycle).toEqual({
      prevent_destroy: false,
    });
  });

  it("leaves the default security group without rules", () => {
    expect(resources(json, DefaultSecurityGroup)).toEqual([
      { vpc_id: reference(json, Vpc, "id"), tags: { Name: "example-tasks-default-closed" } },
    ]);
  });

  it("creates one public and one private subnet in each zone", () => {
    const subnet = (tier: string, index: number, cidr_block: string, zone: string) => ({
      vpc_id: reference(json, Vpc, "id"),
      availability_zone: zone,
      cidr_block,
      map_public_ip_on_launch: false,
      tags: { Name: `example-tasks-${tier}-${index + 1}` },
      lifecycle: { ignore_changes: ["availability_zone"] },
    });
    const zoneOf = (index: number) => `\${${publicSubnet(json, index)}.availability_zone}`;

    expect(resources(json, Subnet)).toEqual([
      subnet("private", 0, "10.0.128.0/20", zoneOf(1)),
      subnet("private", 1, "10.0.144.0/20", zoneOf(2)),
      subnet("public", 0, "10.0.0.0/20", nextZone(json)),
      subnet(
        "public",
        1,
        "10.0.16.0/20",
        nextZone(json, `${publicSubnet(json, 1)}.availability_zone`),
      ),
    ]);
  });

  it("adds zones without changing the range of another subnet", () => {
    const cidrs = (availabilityZoneCount: number) =>
      new Map(
        resources(synthNetwork({ availabilityZoneCount }), Subnet).map(({ tags, cidr_block }) => [
          (tags as { Name: string }).Name,
          cidr_block,
        ]),
      );
    const six = cidrs(6);

    expect(six.size).toBe(12);
    expect(new Set(six.values()).size).toBe(12);
    for (const zones of [2, 3, 4, 5]) {
      const fewer = cidrs(zones);
      expect(fewer.size).toBe(2 * zones);
      for (const [name, cidr] of fewer) expect(six.get(name)).toBe(cidr);
    }
  });

  it("fails the plan if the region has too few zones, whatever their state", () => {
    const selection = {
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      exclude_zone_ids: ["apne1-az3", "usw1-az2"],
    };

    expect(
      dataSources(synthNetwork({ availabilityZoneCount: 4 }), DataAwsAvailabilityZones),
    ).toEqual([
      {
        ...selection,
        lifecycle: {
          postcondition: [
            {
              condition: "${length(self.names) >= 4}",
              error_message:
                "Region eu-central-1 has fewer than 4 availability zones with Fargate, the value of network.availabilityZoneCount. Every zone gets a subnet of its own. Choose a lower value.",
            },
          ],
        },
      },
      { ...selection, state: "available" },
    ]);
  });

  it("reaches S3 from the private subnets without NAT", () => {
    expect(resources(json, VpcEndpoint)).toEqual([
      {
        vpc_id: reference(json, Vpc, "id"),
        vpc_endpoint_type: "Gateway",
        service_name: "com.amazonaws.eu-central-1.s3",
        route_table_ids: [1, 2].map((table) =>
          reference(json, RouteTable, "id", `network_private_routes_zones_${table}_route_table_`),
        ),
        tags: { Name: "example-tasks-s3" },
      },
    ]);
  });

  it("logs its traffic with the retention period", () => {
    expect(resource(json, FlowLog).vpc_id).toBe(reference(json, Vpc, "id"));
    expect(resource(json, CloudwatchLogGroup)).toEqual({
      name: "/example-tasks/vpc-flow-logs",
      retention_in_days: 365,
    });
  });

  it("logs rejected connections only, or none, if asked to", () => {
    expect(resource(synthNetwork({ flowLogs: "rejected" }), FlowLog).traffic_type).toBe("REJECT");
    expect(Object.keys(resourceCounts(synthNetwork({ flowLogs: "off" })))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/flow_log|log_group|iam_role/)]),
    );
  });

  it("exposes its subnets in the order of the zones", () => {
    expect(exposed(json)).toEqual({
      vpcId: reference(json, Vpc, "id"),
      publicSubnetIds: [1, 2].map((index) =>
        reference(json, Subnet, "id", `network_public_subnets_${index}_`),
      ),
      privateSubnetIds: [1, 2].map((index) =>
        reference(json, Subnet, "id", `network_private_subnets_${index}_`),
      ),
    });
  });

  it("has an IPv6 range for every subnet when dual-stack", () => {
    const dualStack = synthNetwork({ dualStack: true });
    const vpc = "aws_vpc.network_vpc_4E8F0223";

    expect(dualStack).toHaveResourceWithProperties(Vpc, { assign_generated_ipv6_cidr_block: true });
    expect(
      resources(dualStack, Subnet).map(({ ipv6_cidr_block, assign_ipv6_address_on_creation }) => [
        ipv6_cidr_block,
        assign_ipv6_address_on_creation,
      ]),
    ).toEqual(
      [8, 9, 0, 1].map((block) => [`\${cidrsubnet(${vpc}.ipv6_cidr_block, 8, ${block})}`, true]),
    );
    expect(resourceCounts(dualStack)).toMatchObject({
      aws_vpc: 1,
      aws_subnet: 4,
      aws_egress_only_internet_gateway: 1,
      aws_route: 6,
    });
  });
});
