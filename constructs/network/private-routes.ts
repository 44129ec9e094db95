import { EgressOnlyInternetGateway } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { PublicRoutes } from "./public-routes";

/** Properties for {@link PrivateRoutes}. */
export interface PrivateRoutesProps {
  readonly vpcId: string;
  /** Private subnets, one for each availability zone. */
  readonly subnetIds: readonly string[];
  /** Public subnets of the same zones, in the same order. */
  readonly publicSubnetIds: readonly string[];
  readonly publicRoutes: PublicRoutes;
  /** One NAT gateway for all zones, or one for each, which survives the loss of another. */
  readonly nat: "single" | "per-az";
  readonly name: string;
  readonly dualStack: boolean;
}

/**
 * Private subnets' way out, never in. Containers need it even with VPC endpoints: the load
 * balancer's public keys and Cognito's JWKS are on the internet only.
 */
export class PrivateRoutes extends Construct {
  readonly routeTableIds: string[];
  readonly routes: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PrivateRoutesProps) {
    super(scope, id);
    const { vpcId, name, subnetIds, publicSubnetIds } = props;
    const natSubnetIds = props.nat === "single" ? publicSubnetIds.slice(0, 1) : publicSubnetIds;
    const natGatewayIds = natSubnetIds.map((subnetId, index) =>
      this.natGateway(subnetId, index + 1, props),
    );
    const egressOnly = props.dualStack
      ? new EgressOnlyInternetGateway(this, "egress_only", { vpcId, tags: { Name: name } })
      : undefined;
    const dependables: ITerraformDependable[] = [];
    this.routeTableIds = subnetIds.map((subnetId, index) => {
      const zone = index + 1;
      const table = new RouteTable(this, `route_table_${zone}`, {
        vpcId,
        tags: { Name: `${name}-private-${zone}` },
      });
      dependables.push(
        new Route(this, `internet_${zone}`, {
          routeTableId: table.id,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: natGatewayIds[index % natGatewayIds.length],
        }),
        new RouteTableAssociation(this, `association_${zone}`, {
          subnetId,
          routeTableId: table.id,
        }),
      );
      if (egressOnly !== undefined) {
        dependables.push(
          new Route(this, `internet_ipv6_${zone}`, {
            routeTableId: table.id,
            destinationIpv6CidrBlock: "::/0",
            egressOnlyGatewayId: egressOnly.id,
          }),
        );
      }
      return table.id;
    });
    this.routes = dependables;
  }

  private natGateway(
    subnetId: string,
    zone: number,
    { name, publicRoutes }: PrivateRoutesProps,
  ): string {
    const tags = { Name: `${name}-${zone}` };
    const dependsOn = [publicRoutes.internetGateway];
    const address = new Eip(this, `address_${zone}`, { domain: "vpc", tags, dependsOn });
    const gateway = new NatGateway(this, `nat_gateway_${zone}`, {
      subnetId,
      allocationId: address.allocationId,
      tags,
      dependsOn: [...publicRoutes.routes, ...dependsOn],
    });
    return gateway.id;
  }
}
