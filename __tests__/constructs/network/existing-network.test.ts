import { existingNetwork } from "../../../constructs/network/existing-network";

describe(existingNetwork, () => {
  it.each([false, true])(
    "uses the existing resources and depends on no routes (dual-stack: %s)",
    (dualStack) => {
      const network = existingNetwork({
        vpcId: "vpc-1",
        publicSubnetIds: ["subnet-a", "subnet-b"],
        privateSubnetIds: ["subnet-c"],
        dualStack,
      });

      expect(network).toEqual({
        vpcId: "vpc-1",
        publicSubnetIds: ["subnet-a", "subnet-b"],
        privateSubnetIds: ["subnet-c"],
        dualStack,
        publicRoutes: [],
        privateRoutes: [],
      });
    },
  );
});
