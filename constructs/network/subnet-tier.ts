import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { subnetCidr } from "./subnet-layout";

/** Properties for {@link SubnetTier}. */
export interface SubnetTierProps {
  readonly vpc: Vpc;
  /** IPv4 range of the VPC. */
  readonly vpcCidr: string;
  readonly zoneCount: number;
  /** Zone of the next subnet, from the zones of those before it. */
  readonly zoneOf: (index: number, previousZones: readonly string[]) => string;
  /** Prefix of the names in the console. */
  readonly name: string;
  readonly tier: "public" | "private";
  readonly dualStack: boolean;
}

/** Sixteenth of the VPC that the first subnet of a tier gets: adding a zone moves no other subnet. */
const firstBlock = { public: 0, private: 8 } as const;

/** One subnet in each availability zone. */
export class SubnetTier extends Construct {
  readonly subnetIds: string[];
  /** Zone of each subnet, as it is deployed. */
  readonly availabilityZones: string[];

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const { vpc, tier, dualStack } = props;
    const subnets: Subnet[] = [];
    for (let index = 0; index < props.zoneCount; index += 1) {
      const block = firstBlock[tier] + index;
      const previousZones = subnets.map(({ availabilityZone }) => availabilityZone);
      const subnet = new Subnet(this, String(index + 1), {
        vpcId: vpc.id,
        availabilityZone: props.zoneOf(index, previousZones),
        cidrBlock: subnetCidr(props.vpcCidr, block),
        mapPublicIpOnLaunch: false,
        ...(dualStack
          ? {
              ipv6CidrBlock: Token.asString(Fn.cidrsubnet(vpc.ipv6CidrBlock, 8, block)),
              assignIpv6AddressOnCreation: true,
            }
          : {}),
        tags: { Name: `${props.name}-${tier}-${index + 1}` },
        // A zone that AWS reports as impaired, or a new one, changes which zone comes next. The subnets
        // that exist stay where they are: another zone would replace them, and all that is in them.
        lifecycle: { ignoreChanges: ["availability_zone"] },
      });
      subnets.push(subnet);
    }
    this.subnetIds = subnets.map(({ id: subnetId }) => subnetId);
    this.availabilityZones = subnets.map(({ availabilityZone }) => availabilityZone);
  }
}
