import { TerraformOutput, type TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import type { Network } from "../../constructs/network/network";
import { readRemoteState } from "./remote-state";
import { type StackAddress, stackName } from "./stack-address";

/** Everything that the stack of an application publishes about its network, for other applications. */
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

/** Declares the network as outputs of its owner's stack. */
export function publishNetwork(stack: TerraformStack, network: Network): void {
  const scope = new Construct(stack, "network_outputs");
  // Whoever reads a subnet's id may rely on its route.
  const dependsOn = [...network.publicRoutes, ...network.privateRoutes];
  for (const [key, { name, description }] of Object.entries(outputs)) {
    const value = network[key as keyof typeof outputs];
    new TerraformOutput(scope, name, { value, description, staticId: true, dependsOn });
  }
}

/**
 * Reads the network of another application's stack. The plan fails with the stack to deploy when the
 * state lacks the network, or the IPv6 ranges that the environment promises.
 * @param owner address of the state of the application that has the network
 */
export function readNetwork(
  stack: TerraformStack,
  owner: StackAddress,
  { dualStack }: Pick<Network, "dualStack">,
): Network {
  const ownerName = stackName(owner);
  const deployFirst = `Deploy ${ownerName} first: cdktf deploy ${ownerName}`;
  const names = Object.values(outputs).map(({ name }) => JSON.stringify(name));
  const remoteState = readRemoteState(stack, owner, [
    {
      condition: `alltrue([for name in [${names.join(", ")}] : contains(keys(self.outputs), name)])`,
      errorMessage: `The state of stack ${ownerName} does not contain its network yet, and this stack uses it. ${deployFirst}`,
    },
    {
      condition: `try(self.outputs.${outputs.dualStack.name}, false) == ${dualStack}`,
      errorMessage: `The network of stack ${ownerName} is ${dualStack ? "not yet" : "still"} dual-stack, unlike in the environment. ${deployFirst}`,
    },
  ]);
  const list = (name: string) => Token.asList(remoteState.get(name));
  return {
    vpcId: remoteState.getString(outputs.vpcId.name),
    publicSubnetIds: list(outputs.publicSubnetIds.name),
    privateSubnetIds: list(outputs.privateSubnetIds.name),
    dualStack,
    publicRoutes: [],
    privateRoutes: [],
  };
}
