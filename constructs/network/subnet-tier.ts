import type { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
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
  readonly zones: DataAwsAvailabilityZones;
  readonly zoneCount: number;
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

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const { vpc, tier, dualStack } = props;
    this.subnetIds = Array.from({ length: props.zoneCount }, (_, index) => {
      const block = firstBlock[tier] + index;
      const subnet = new Subnet(this, String(index + 1), {
        vpcId: vpc.id,
        availabilityZone: Fn.element(props.zones.names, index),
        cidrBlock: subnetCidr(props.vpcCidr, block),
        mapPublicIpOnLaunch: false,
        ...(dualStack
          ? {
              ipv6CidrBlock: Token.asString(Fn.cidrsubnet(vpc.ipv6CidrBlock, 8, block)),
              assignIpv6AddressOnCreation: true,
            }
          : {}),
        tags: { Name: `${props.name}-${tier}-${index + 1}` },
      });
      return subnet.id;
    });
  }
}
