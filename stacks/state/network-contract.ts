import { TerraformOutput, type TerraformRemoteState, type TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import type { Network } from "../../constructs/network/network";
import { deployFirst, readRemoteState, type StateCondition, type StateOwner } from "./remote-state";
import { stackName } from "./stack-address";

/** Everything that a stack publishes about its network, for applications that use it. */
const outputs = {
  vpcId: { name: "vpc_id", description: "ID of the VPC" },
  publicSubnetIds: {
    name: "public_subnet_ids",
    description: "IDs of the subnets with a route to an internet gateway",
  },
  privateSubnetIds: {
    name: "private_subnet_ids",
    description: "IDs of the subnets with a route to a NAT gateway",
  },
  dualStack: {
    name: "network_is_dual_stack",
    description: "Whether the subnets have IPv6 ranges",
  },
} as const;

/** Published only where it is true: a network without it has private subnets. */
const publicTasks = {
  name: "tasks_have_public_addresses",
  description: "Whether tasks are in the public subnets, with public addresses",
} as const;

/** Declares the network as outputs of its owner's stack. */
export function publishNetwork(stack: TerraformStack, network: Network): void {
  const scope = new Construct(stack, "network_outputs");
  // Whoever reads a subnet's id may rely on its route.
  const dependsOn = [...network.publicRoutes, ...network.privateRoutes];
  for (const [key, { name, description }] of Object.entries(outputs)) {
    const value = network[key as keyof typeof outputs];
    new TerraformOutput(scope, name, { value, description, staticId: true, dependsOn });
  }
  if (network.tasksHavePublicAddresses) {
    const { name, description } = publicTasks;
    new TerraformOutput(scope, name, { value: true, description, staticId: true });
  }
}

/** What the environment says about a network that another stack creates. */
export type NetworkPromises = Pick<Network, "dualStack" | "tasksHavePublicAddresses">;

/**
 * Reads the network of another application's stack. The plan fails with the stack to deploy when the
 * state lacks the network, or has other IPv6 ranges or another place for tasks than the environment.
 * @param owner address of the state of the application that has the network
 */
export function readNetwork(
  stack: TerraformStack,
  owner: StateOwner,
  promises: NetworkPromises,
): Network {
  const remoteState = readRemoteState(stack, owner, networkConditions(owner, promises));
  return networkFromState(remoteState, promises);
}

/** What must hold for the state of a stack whose network another one uses. */
export function networkConditions(
  owner: StateOwner,
  { dualStack, tasksHavePublicAddresses }: NetworkPromises,
): StateCondition[] {
  const ownerName = stackName(owner);
  const fix = deployFirst(owner);
  const names = Object.values(outputs).map(({ name }) => JSON.stringify(name));
  return [
    {
      condition: `alltrue([for name in [${names.join(", ")}] : contains(keys(self.outputs), name)])`,
      errorMessage: `The state of stack ${ownerName} does not contain its network yet, and this stack uses it. ${fix}`,
    },
    {
      condition: `try(self.outputs.${outputs.dualStack.name}, false) == ${dualStack}`,
      errorMessage: `The network of stack ${ownerName} is ${dualStack ? "not yet" : "still"} dual-stack, unlike in the environment. ${fix}`,
    },
    {
      condition: `try(self.outputs.${publicTasks.name}, false) == ${tasksHavePublicAddresses}`,
      errorMessage: `The network of stack ${ownerName} ${tasksHavePublicAddresses ? "still has" : "does not have"} private subnets with a NAT gateway${tasksHavePublicAddresses ? "" : " yet"}, unlike in the environment (network.nat), so tasks of this stack would have no egress. ${fix}`,
    },
  ];
}

/** The network in the state of its owner's stack. */
export function networkFromState(
  remoteState: TerraformRemoteState,
  { dualStack, tasksHavePublicAddresses }: NetworkPromises,
): Network {
  const list = (name: string) => Token.asList(remoteState.get(name));
  return {
    vpcId: remoteState.getString(outputs.vpcId.name),
    publicSubnetIds: list(outputs.publicSubnetIds.name),
    privateSubnetIds: list(outputs.privateSubnetIds.name),
    dualStack,
    tasksHavePublicAddresses,
    publicRoutes: [],
    privateRoutes: [],
  };
}
