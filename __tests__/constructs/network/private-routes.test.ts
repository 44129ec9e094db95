import { EgressOnlyInternetGateway } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { PrivateRoutes, type PrivateRoutesProps } from "../../../constructs/network/private-routes";
import type { PublicRoutes } from "../../../constructs/network/public-routes";
import {
  expose,
  exposed,
  reference,
  resourceCounts,
  resources,
  synthStack,
} from "../../support/synth";

const publicRoutes = {
  internetGateway: { fqn: "aws_internet_gateway.gateway" } as InternetGateway,
  routes: [{ fqn: "aws_route.internet" }],
} as unknown as PublicRoutes;

const synthRoutes = (overrides: Partial<PrivateRoutesProps> = {}) =>
  synthStack((stack) => {
    const { routes, routeTableIds } = new PrivateRoutes(stack, "private_routes", {
      vpcId: "vpc-1",
      subnetIds: ["private-a", "private-b", "private-c"],
      publicSubnetIds: ["public-a", "public-b", "public-c"],
      publicRoutes,
      nat: "single",
      name: "example-tasks",
      dualStack: false,
      ...overrides,
    });
    expose(stack, { routes: routes.map(({ fqn }) => fqn), routeTableIds });
  });

const zones = [1, 2, 3];
const table = (json: string, zone: number) =>
  reference(json, RouteTable, "id", `private_routes_zones_${zone}_route_table_`);
const gateway = (json: string, zone: number) =>
  reference(json, NatGateway, "id", `private_routes_nat_${zone}_gateway_`);

describe(PrivateRoutes, () => {
  const single = synthRoutes();
  const perZone = synthRoutes({ nat: "per-az" });

  it("routes all zones through one NAT gateway when single", () => {
    expect(resourceCounts(single)).toEqual({
      aws_eip: 1,
      aws_nat_gateway: 1,
      aws_route_table: 3,
      aws_route: 3,
      aws_route_table_association: 3,
    });
    expect(resources(single, Route)).toEqual(
      zones.map((zone) => ({
        route_table_id: table(single, zone),
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: gateway(single, 1),
      })),
    );
  });

  it("routes every zone through its own NAT gateway when per-az", () => {
    expect(resourceCounts(perZone)).toEqual({
      aws_eip: 3,
      aws_nat_gateway: 3,
      aws_route_table: 3,
      aws_route: 3,
      aws_route_table_association: 3,
    });
    expect(resources(perZone, Route)).toEqual(
      zones.map((zone) => ({
        route_table_id: table(perZone, zone),
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: gateway(perZone, zone),
      })),
    );
  });

  it("creates each NAT gateway in the public subnet of its zone, after the public routes", () => {
    expect(resources(perZone, NatGateway)).toEqual(
      ["public-a", "public-b", "public-c"].map((subnet_id, index) => ({
        subnet_id,
        allocation_id: reference(
          perZone,
          Eip,
          "allocation_id",
          `private_routes_nat_${index + 1}_address_`,
        ),
        tags: { Name: `example-tasks-${index + 1}` },
        depends_on: ["aws_route.internet", "aws_internet_gateway.gateway"],
      })),
    );
    expect(resources(perZone, Eip)).toEqual(
      zones.map((zone) => ({
        domain: "vpc",
        tags: { Name: `example-tasks-${zone}` },
        depends_on: ["aws_internet_gateway.gateway"],
      })),
    );
  });

  it("associates every private subnet with the route table of its zone", () => {
    expect(resources(single, RouteTable)).toEqual(
      zones.map((zone) => ({ vpc_id: "vpc-1", tags: { Name: `example-tasks-private-${zone}` } })),
    );
    expect(resources(single, RouteTableAssociation)).toEqual(
      ["private-a", "private-b", "private-c"].map((subnet_id, index) => ({
        subnet_id,
        route_table_id: table(single, index + 1),
      })),
    );
  });

  it("allows IPv6 egress without ingress when dual-stack", () => {
    const json = synthRoutes({ dualStack: true });

    expect(resources(json, EgressOnlyInternetGateway)).toEqual([
      { vpc_id: "vpc-1", tags: { Name: "example-tasks" } },
    ]);
    expect(resources(json, Route)).toHaveLength(6);
    expect(resources(json, Route)).toEqual(
      expect.arrayContaining(
        zones.map((zone) => ({
          route_table_id: table(json, zone),
          destination_ipv6_cidr_block: "::/0",
          egress_only_gateway_id: reference(json, EgressOnlyInternetGateway, "id"),
        })),
      ),
    );
  });

  it("exposes route tables, and routes and associations as dependencies", () => {
    expect(exposed(single).routeTableIds).toEqual(zones.map((zone) => table(single, zone)));
    expect(exposed(single).routes).toHaveLength(6);
    expect(exposed(synthRoutes({ dualStack: true })).routes).toHaveLength(9);
  });
});
