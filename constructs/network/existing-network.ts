import type { Network } from "./network";

/** Properties for {@link existingNetwork}. */
export interface ExistingNetworkProps {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly dualStack: boolean;
}

/** An existing VPC with its routes, NAT gateways and endpoints: nothing of it is created. */
export function existingNetwork(props: ExistingNetworkProps): Network {
  return {
    vpcId: props.vpcId,
    publicSubnetIds: [...props.publicSubnetIds],
    privateSubnetIds: [...props.privateSubnetIds],
    dualStack: props.dualStack,
    publicRoutes: [],
    privateRoutes: [],
  };
}
