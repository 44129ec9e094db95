import type { TerraformStack } from "cdktf";
import { networkOf } from "../config/network-owner";
import type { Application, Environment } from "../config/schema/environment";
import { ExistingNetwork } from "../constructs/network/existing-network";
import type { Network } from "../constructs/network/network";
import { NewNetwork } from "../constructs/network/new-network";
import { publishNetwork, readNetwork } from "./state/network-contract";
import type { StackAddress } from "./state/stack-address";

/** Options of {@link applicationNetwork}. */
export interface ApplicationNetworkOptions {
  readonly environment: Environment;
  readonly application: Application;
  /** `<environment>-<application>` */
  readonly name: string;
  /** Where the stack of another application keeps its state. */
  readonly addressOf: (application: string) => StackAddress;
}

/**
 * The network of an application: a new VPC, an existing one, or the one of another application. Its own
 * is published, so that other applications can use it.
 */
export function applicationNetwork(
  stack: TerraformStack,
  { environment, application, name, addressOf }: ApplicationNetworkOptions,
): Network {
  const { network } = application;
  if (network.type === "application") {
    const owned = networkOf(environment.applications, application);
    return readNetwork(stack, addressOf(network.application), {
      dualStack: owned.ipv6,
      tasksHavePublicAddresses: owned.type === "new" && owned.nat === "none",
    });
  }
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
          region: environment.region,
          cidr: network.cidr,
          availabilityZoneCount: network.availabilityZoneCount,
          nat: network.nat,
          dualStack: network.ipv6,
          flowLogs: network.flowLogs,
          flowLogDestination: network.flowLogDestination,
          logRetentionDays: application.logRetentionDays,
          deletionProtection: application.deletionProtection,
        });
  publishNetwork(stack, own);
  return own;
}
