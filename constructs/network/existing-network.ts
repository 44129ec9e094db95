import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { Construct } from "constructs";
import { zoneIdsWithoutFargate } from "./availability-zones";
import { DefaultRouteChecks } from "./default-route-checks";
import type { Network } from "./network";

/** Properties for {@link ExistingNetwork}. */
export interface ExistingNetworkProps {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly dualStack: boolean;
}

/** Something that must hold for a plan to succeed. */
interface Check {
  readonly condition: string;
  readonly errorMessage: string;
}

/**
 * An existing VPC with its routes, NAT gateways and endpoints: nothing of it is created. It is looked up
 * at plan time, so that what does not fit fails before anything is created, and a missing default route
 * is a warning.
 */
export class ExistingNetwork extends Construct implements Network {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  readonly dualStack: boolean;
  readonly tasksHavePublicAddresses = false;
  readonly publicRoutes = [];
  readonly privateRoutes = [];

  constructor(scope: Construct, id: string, props: ExistingNetworkProps) {
    super(scope, id);
    const { vpcId, publicSubnetIds, privateSubnetIds, dualStack } = props;
    const publicSubnets = this.lookUpSubnets("public_subnets", publicSubnetIds, (subnetId) =>
      subnetChecks(subnetId, props),
    );
    this.lookUpSubnets("private_subnets", privateSubnetIds, (subnetId) => [
      ...subnetChecks(subnetId, props),
      {
        condition: `!contains(${JSON.stringify(zoneIdsWithoutFargate)}, self.availability_zone_id)`,
        errorMessage: `Subnet ${subnetId} is in an availability zone without Fargate, so no task would start there. Use a private subnet of another zone.`,
      },
    ]);
    new DataAwsVpc(this, "vpc", {
      id: vpcId,
      lifecycle: {
        postcondition: [
          {
            condition: "self.enable_dns_support",
            errorMessage: `VPC ${vpcId} has DNS resolution turned off (enableDnsSupport), so tasks could not find their image, Cognito or the load balancer's keys. Turn it on.`,
          },
          ...zoneChecks(publicSubnets),
        ].map(asExpression),
      },
    });
    new DefaultRouteChecks(this, "default_routes", { vpcId, publicSubnetIds, privateSubnetIds });
    this.vpcId = vpcId;
    this.publicSubnetIds = [...publicSubnetIds];
    this.privateSubnetIds = [...privateSubnetIds];
    this.dualStack = dualStack;
  }

  private lookUpSubnets(
    id: string,
    subnetIds: readonly string[],
    checksOf: (subnetId: string) => readonly Check[],
  ): { readonly fqn: string }[] {
    const scope = new Construct(this, id);
    return subnetIds.map((subnetId, index) => {
      const subnet = new DataAwsSubnet(scope, String(index + 1), {
        id: subnetId,
        lifecycle: { postcondition: checksOf(subnetId).map(asExpression) },
      });
      return { fqn: `data.${subnet.terraformResourceType}.${subnet.friendlyUniqueId}` };
    });
  }
}

function subnetChecks(subnetId: string, { vpcId, dualStack }: ExistingNetworkProps): Check[] {
  const inVpc = {
    condition: `self.vpc_id == "${vpcId}"`,
    errorMessage: `Subnet ${subnetId} does not belong to VPC ${vpcId}, the value of network.vpcId. Use subnets of that VPC.`,
  };
  const hasIpv6 = {
    condition: `self.ipv6_cidr_block != null && self.ipv6_cidr_block != ""`,
    errorMessage: `Subnet ${subnetId} has no IPv6 range, and network.ipv6 is true. Give it one, or set network.ipv6 to false.`,
  };
  return dualStack ? [inVpc, hasIpv6] : [inVpc];
}

/** Nothing without public subnets: Terraform rejects a condition that refers to no object. */
function zoneChecks(publicSubnets: readonly { readonly fqn: string }[]): Check[] {
  if (publicSubnets.length === 0) return [];
  const zones = publicSubnets.map(({ fqn }) => `${fqn}.availability_zone`).join(", ");
  return [
    {
      condition: `length(distinct([${zones}])) == ${publicSubnets.length}`,
      errorMessage: `Two subnets of network.publicSubnetIds are in one availability zone. A load balancer takes one subnet of each zone. Name one public subnet of each.`,
    },
  ];
}

function asExpression({ condition, errorMessage }: Check): Check {
  return { condition: `\${${condition}}`, errorMessage };
}
