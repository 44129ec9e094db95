import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { Construct } from "constructs";
import { warnInPlan } from "../plan-warning";

/** Properties for {@link DefaultRouteChecks}. */
export interface DefaultRouteChecksProps {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
}

/** What a default route must lead to, and what a plan says where it does not. */
interface Expectation {
  /** Condition on `route`, which is one of a route table's. */
  readonly leadsOut: string;
  readonly warning: (subnetId: string) => string;
}

const expectations = {
  public_subnets: {
    leadsOut: `startswith(route.gateway_id, "igw-")`,
    warning: (subnetId) =>
      `Subnet ${subnetId} of network.publicSubnetIds has no default route to an internet gateway, so browsers could not reach a load balancer in it. Add the route 0.0.0.0/0 to its route table, or use another subnet. Ignore this warning if other routes lead to the users.`,
  },
  private_subnets: {
    // Tasks have no public address, so an internet gateway leads them nowhere.
    leadsOut: `!startswith(route.gateway_id, "igw-")`,
    warning: (subnetId) =>
      `Subnet ${subnetId} of network.privateSubnetIds has no default route to a NAT or transit gateway, so its tasks could not pull their image or reach Cognito. Add the route 0.0.0.0/0 to its route table, or use another subnet. Ignore this warning if VPC endpoints and other routes lead there.`,
  },
} satisfies Record<string, Expectation>;

/**
 * Looks at the default routes of existing subnets. They are warnings: a firewall, a transit gateway or
 * VPC endpoints can take the place of the usual gateways in ways that no route table shows.
 * @see https://developer.hashicorp.com/terraform/language/block/check
 */
export class DefaultRouteChecks extends Construct {
  constructor(scope: Construct, id: string, props: DefaultRouteChecksProps) {
    super(scope, id);
    const { vpcId } = props;
    const main = this.lookUpTables(this, "main", vpcId, {
      name: "association.main",
      value: "true",
    });
    const subnets = {
      public_subnets: props.publicSubnetIds,
      private_subnets: props.privateSubnetIds,
    };
    for (const [tier, { leadsOut, warning }] of Object.entries(expectations)) {
      const tierScope = new Construct(this, tier);
      for (const [index, subnetId] of subnets[tier as keyof typeof subnets].entries()) {
        const each = new Construct(tierScope, String(index + 1));
        const own = this.lookUpTables(each, "tables", vpcId, {
          name: "association.subnet-id",
          value: subnetId,
        });
        const table = new DataAwsRouteTable(each, "table", {
          // A subnet without an association of its own uses the VPC's main table.
          routeTableId: `\${coalesce(one(${own}), one(${main}))}`,
        });
        const routes = `data.${table.terraformResourceType}.${table.friendlyUniqueId}.routes`;
        const condition = `anytrue([for route in ${routes} : route.cidr_block == "0.0.0.0/0" && ${leadsOut}])`;
        warnInPlan(each, { condition, message: warning(subnetId) });
      }
    }
  }

  /** IDs of the route tables that a filter finds, as an expression. */
  private lookUpTables(
    scope: Construct,
    id: string,
    vpcId: string,
    { name, value }: { readonly name: string; readonly value: string },
  ): string {
    const tables = new DataAwsRouteTables(scope, id, {
      vpcId,
      filter: [{ name, values: [value] }],
    });
    return `data.${tables.terraformResourceType}.${tables.friendlyUniqueId}.ids`;
  }
}
