import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";

/** Properties for {@link PublicRoutes}. */
export interface PublicRoutesProps {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly name: string;
  readonly dualStack: boolean;
}

/** Ingress and egress of the public subnets through an internet gateway. */
export class PublicRoutes extends Construct {
  readonly internetGateway: InternetGateway;
  readonly routes: readonly TerraformResource[];

  constructor(scope: Construct, id: string, props: PublicRoutesProps) {
    super(scope, id);
    const { vpcId, name } = props;
    this.internetGateway = new InternetGateway(this, "internet_gateway", {
      vpcId,
      tags: { Name: name },
    });
    const table = new RouteTable(this, "route_table", { vpcId, tags: { Name: `${name}-public` } });
    const gatewayId = this.internetGateway.id;
    const routes = [
      new Route(this, "internet", {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId,
      }),
    ];
    if (props.dualStack) {
      routes.push(
        new Route(this, "internet_ipv6", {
          routeTableId: table.id,
          destinationIpv6CidrBlock: "::/0",
          gatewayId,
        }),
      );
    }
    const associationScope = new Construct(this, "associations");
    const associations = props.subnetIds.map(
      (subnetId, index) =>
        new RouteTableAssociation(associationScope, String(index + 1), {
          subnetId,
          routeTableId: table.id,
        }),
    );
    this.routes = [...routes, ...associations];
  }
}
