import type { Construct } from "constructs";
import type { Application } from "../config/schema/environment";
import { existingNetwork } from "../constructs/network/existing-network";
import type { Network } from "../constructs/network/network";
import { NewNetwork } from "../constructs/network/new-network";

/** The network of an application: a new VPC or an existing one. */
export function applicationNetwork(
  scope: Construct,
  { network, logRetentionDays, deletionProtection }: Application,
  { name, region }: { readonly name: string; readonly region: string },
): Network {
  if (network.type === "existing") {
    return existingNetwork({
      vpcId: network.vpcId,
      publicSubnetIds: network.publicSubnetIds,
      privateSubnetIds: network.privateSubnetIds,
      dualStack: network.ipv6,
    });
  }
  return new NewNetwork(scope, "network", {
    name,
    region,
    cidr: network.cidr,
    availabilityZoneCount: network.availabilityZoneCount,
    nat: network.nat,
    dualStack: network.ipv6,
    logRetentionDays,
    deletionProtection,
  });
}
