import type { Construct } from "constructs";
import type { Application } from "../config/schema/environment";
import { existingNetwork } from "../constructs/network/existing-network";
import type { Network } from "../constructs/network/network";
import { NewNetwork } from "../constructs/network/new-network";

/** The network that an application asks for: a new one, or one that is there already. */
export function applicationNetwork(
  scope: Construct,
  { network, logRetentionDays }: Application,
  { name, region }: { readonly name: string; readonly region: string },
): Network {
  const dualStack = network.ipv6;
  return network.type === "existing"
    ? existingNetwork({ ...network, dualStack })
    : new NewNetwork(scope, "network", {
        ...network,
        availabilityZones: network.availabilityZoneCount,
        dualStack,
        logRetentionDays,
        name,
        region,
      });
}
