import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { NewNetwork } from "../../../constructs/network/new-network";
import { taskPlacement } from "../../../constructs/network/task-placement";
import { expose, exposed, resourceCounts, resources, synthStack } from "../../support/synth";
import { testNetwork } from "../../support/synth-network";

const synthNetwork = (dualStack = false) =>
  synthStack((stack) => {
    const network = new NewNetwork(stack, "network", {
      name: "example-tasks",
      region: "eu-central-1",
      cidr: "10.0.0.0/16",
      availabilityZoneCount: 2,
      nat: "none",
      dualStack,
      flowLogs: "off",
      flowLogDestination: "cloudwatch-logs",
      logRetentionDays: 365,
      deletionProtection: true,
    });
    const { privateSubnetIds, tasksHavePublicAddresses, privateRoutes } = network;
    expose(stack, {
      privateSubnetIds,
      tasksHavePublicAddresses,
      privateRoutes: privateRoutes.length,
    });
  });

describe("a new network without a NAT gateway", () => {
  const json = synthNetwork();

  it("has public subnets with an internet gateway, and nothing else", () => {
    expect(resourceCounts(json)).toEqual({
      aws_vpc: 1,
      aws_default_security_group: 1,
      aws_subnet: 2,
      aws_internet_gateway: 1,
      aws_route_table: 1,
      aws_route: 1,
      aws_route_table_association: 2,
    });
  });

  it("gives no address to whatever else is started in its subnets", () => {
    expect(resources(json, Subnet).map((subnet) => subnet.map_public_ip_on_launch)).toEqual([
      false,
      false,
    ]);
  });

  it("says that tasks have public addresses", () => {
    expect(exposed(json)).toEqual({
      privateSubnetIds: [],
      tasksHavePublicAddresses: true,
      privateRoutes: 0,
    });
  });

  it("needs no egress-only gateway with IPv6", () => {
    expect(resourceCounts(synthNetwork(true))).toMatchObject({ aws_route: 2 });
    expect(synthNetwork(true)).not.toContain("egress_only");
  });
});

describe(taskPlacement, () => {
  const routes = {
    publicRoutes: [{ fqn: "aws_route.a" }],
    privateRoutes: [{ fqn: "aws_route.b" }],
  };

  it("is in the private subnets, without public addresses", () => {
    expect(taskPlacement(testNetwork(routes))).toEqual({
      subnetIds: ["subnet-0000000c", "subnet-0000000d"],
      assignPublicIp: false,
      routes: routes.privateRoutes,
    });
  });

  it("is in the public subnets where tasks have public addresses", () => {
    expect(taskPlacement(testNetwork({ ...routes, tasksHavePublicAddresses: true }))).toEqual({
      subnetIds: ["subnet-0000000a", "subnet-0000000b"],
      assignPublicIp: true,
      routes: routes.publicRoutes,
    });
  });
});
