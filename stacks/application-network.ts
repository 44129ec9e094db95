import type { TerraformStack } from "cdktf";
import { edgeStackName } from "../config/constraints/edge";
import { networkOf } from "../config/network-owner";
import type { Application, Environment } from "../config/schema/environment";
import type { Network } from "../constructs/network/network";
import { createOwnNetwork } from "./own-network";
import { type NetworkPromises, readNetwork } from "./state/network-contract";
import type { StateOwner } from "./state/remote-state";

/** Options of {@link applicationNetwork}. */
export interface ApplicationNetworkOptions {
  readonly environment: Environment;
  readonly application: Application;
  /** `<environment>-<application>` */
  readonly name: string;
  /** Where another stack of the environment keeps its state. */
  readonly addressOf: (component: string) => StateOwner;
}

/**
 * The network of an application with a load balancer of its own: a new VPC, an existing one, or the one
 * of another application or of the edge.
 */
export function applicationNetwork(
  stack: TerraformStack,
  { environment, application, name, addressOf }: ApplicationNetworkOptions,
): Network {
  const { network } = application;
  if (network.type === "application" || network.type === "edge") {
    const owner = network.type === "edge" ? edgeStackName : network.application;
    return readNetwork(stack, addressOf(owner), networkPromises(environment, application));
  }
  return createOwnNetwork(stack, {
    name,
    region: environment.region,
    network,
    logRetentionDays: application.logRetentionDays,
    deletionProtection: application.deletionProtection,
  });
}

/** What the environment says about a network that another stack has. */
export function networkPromises(
  environment: Environment,
  application: Pick<Application, "network">,
): NetworkPromises {
  const owned = networkOf(environment, application);
  return {
    dualStack: owned.ipv6,
    tasksHavePublicAddresses: owned.type === "new" && owned.nat === "none",
  };
}
