import { EgressOnlyInternetGateway } from "@cdktf/provider-aws/lib/egress-only-internet-gateway";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import type { TerraformResource } from "cdktf";
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
  /** One NAT gateway for all zones, or one in each zone, which survives the loss of another zone. */
  readonly nat: "single" | "per-az";
  readonly name: string;
  readonly dualStack: boolean;
}

/**
 * Egress of the private subnets, without ingress. Containers need it even with VPC endpoints: the
 * load balancer's public keys and Cognito's JWKS are served on the internet only.
 */
export class PrivateRoutes extends Construct {
  readonly routeTableIds: string[];
  readonly routes: readonly TerraformResource[];

  constructor(scope: Construct, id: string, props: PrivateRoutesProps) {
    super(scope, id);
    const { vpcId, name, subnetIds, publicSubnetIds } = props;
    const nat = new Construct(this, "nat");
    const natSubnetIds = props.nat === "single" ? publicSubnetIds.slice(0, 1) : publicSubnetIds;
    const natGatewayIds = natSubnetIds.map((subnetId, index) =>
      natGateway(nat, index + 1, subnetId, props),
    );
    const egressOnly = props.dualStack
      ? new EgressOnlyInternetGateway(this, "egress_only", { vpcId, tags: { Name: name } })
      : undefined;
    const zones = new Construct(this, "zones");
    const dependables: TerraformResource[] = [];
    this.routeTableIds = subnetIds.map((subnetId, index) => {
      const zone = new Construct(zones, String(index + 1));
      const table = new RouteTable(zone, "route_table", {
        vpcId,
        tags: { Name: `${name}-private-${index + 1}` },
      });
      dependables.push(
        new Route(zone, "internet", {
          routeTableId: table.id,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: natGatewayIds[index % natGatewayIds.length],
        }),
        new RouteTableAssociation(zone, "association", { subnetId, routeTableId: table.id }),
      );
      if (egressOnly !== undefined) {
        dependables.push(
          new Route(zone, "internet_ipv6", {
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
}

function natGateway(
  scope: Construct,
  zone: number,
  subnetId: string,
  { name, publicRoutes }: PrivateRoutesProps,
): string {
  const nat = new Construct(scope, String(zone));
  const tags = { Name: `${name}-${zone}` };
  const dependsOn = [publicRoutes.internetGateway];
  const address = new Eip(nat, "address", { domain: "vpc", tags, dependsOn });
  const gateway = new NatGateway(nat, "gateway", {
    subnetId,
    allocationId: address.allocationId,
    tags,
    dependsOn: [...publicRoutes.routes, ...dependsOn],
  });
  return gateway.id;
}
