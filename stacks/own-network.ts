import type { TerraformStack } from "cdktf";
import type { OwnNetwork } from "../config/network-owner";
import { ExistingNetwork } from "../constructs/network/existing-network";
import type { Network } from "../constructs/network/network";
import { NewNetwork } from "../constructs/network/new-network";
import { publishNetwork } from "./state/network-contract";

/** Options of {@link createOwnNetwork}. */
export interface OwnNetworkOptions {
  /** Name of the VPC, and prefix of what is in it. */
  readonly name: string;
  readonly region: string;
  readonly network: OwnNetwork;
  /** Days until flow logs are deleted. */
  readonly logRetentionDays: number;
  readonly deletionProtection: boolean;
}

/** A new VPC or an existing one. It is published, so that other stacks can use it. */
export function createOwnNetwork(stack: TerraformStack, options: OwnNetworkOptions): Network {
  const { name, region, network, logRetentionDays, deletionProtection } = options;
  const own =
    network.type === "existing"
      ? new ExistingNetwork(stack, "network", {
          vpcId: network.vpcId,
          publicSubnetIds: network.publicSubnetIds,
          privateSubnetIds: network.privateSubnetIds,
          dualStack: network.ipv6,
        })
      : new NewNetwork(stack, "network", {
          name,
          region,
          cidr: network.cidr,
          availabilityZoneCount: network.availabilityZoneCount,
          nat: network.nat,
          dualStack: network.ipv6,
          flowLogs: network.flowLogs,
          flowLogDestination: network.flowLogDestination,
          logRetentionDays,
          deletionProtection,
        });
  publishNetwork(stack, own);
  return own;
}
