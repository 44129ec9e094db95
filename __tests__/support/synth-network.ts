import type { Network } from "../../constructs/network/network";

/** An existing network in two availability zones. */
export function testNetwork(overrides: Partial<Network> = {}): Network {
  return {
    vpcId: "vpc-00000001",
    publicSubnetIds: ["subnet-0000000a", "subnet-0000000b"],
    privateSubnetIds: ["subnet-0000000c", "subnet-0000000d"],
    dualStack: false,
    tasksHavePublicAddresses: false,
    publicRoutes: [],
    privateRoutes: [],
    ...overrides,
  };
}
