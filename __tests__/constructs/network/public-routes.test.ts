import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { PublicRoutes } from "../../../constructs/network/public-routes";
import {
  expose,
  exposed,
  reference,
  resourceCounts,
  resources,
  synthStack,
} from "../../support/synth";

const synthRoutes = (dualStack: boolean) =>
  synthStack((stack) => {
    const { routes } = new PublicRoutes(stack, "public_routes", {
      vpcId: "vpc-1",
      subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
      name: "example-tasks",
      dualStack,
    });
    expose(stack, { routes: routes.map(({ fqn }) => fqn) });
  });

describe(PublicRoutes, () => {
  const json = synthRoutes(false);
  const route_table_id = reference(json, RouteTable, "id");
  const gateway_id = reference(json, InternetGateway, "id");

  it("routes all public subnets to one internet gateway through one route table", () => {
    expect(resourceCounts(json)).toEqual({
      aws_internet_gateway: 1,
      aws_route_table: 1,
      aws_route: 1,
      aws_route_table_association: 3,
    });
    expect(resources(json, InternetGateway)).toEqual([
      { vpc_id: "vpc-1", tags: { Name: "example-tasks" } },
    ]);
    expect(resources(json, RouteTable)).toEqual([
      { vpc_id: "vpc-1", tags: { Name: "example-tasks-public" } },
    ]);
    expect(resources(json, Route)).toEqual([
      { route_table_id, destination_cidr_block: "0.0.0.0/0", gateway_id },
    ]);
    expect(resources(json, RouteTableAssociation)).toEqual(
      ["subnet-a", "subnet-b", "subnet-c"].map((subnet_id) => ({ subnet_id, route_table_id })),
    );
  });

  it("routes IPv6 there as well when dual-stack", () => {
    expect(resources(synthRoutes(true), Route)).toEqual([
      { route_table_id, destination_cidr_block: "0.0.0.0/0", gateway_id },
      { route_table_id, destination_ipv6_cidr_block: "::/0", gateway_id },
    ]);
  });

  it("exposes routes and associations as dependencies", () => {
    expect(exposed(json).routes).toHaveLength(4);
    expect(exposed(synthRoutes(true)).routes).toHaveLength(5);
  });
});
