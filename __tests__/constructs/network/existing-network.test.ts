import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { ExistingNetwork } from "../../../constructs/network/existing-network";
import { dataSources, resourceCounts, synthStack } from "../../support/synth";

const ids = {
  vpcId: "vpc-1",
  publicSubnetIds: ["subnet-a", "subnet-b"],
  privateSubnetIds: ["subnet-c"],
};

interface Checked {
  readonly id: string;
  readonly lifecycle: { readonly postcondition: { condition: string; error_message: string }[] };
}

/** Conditions of every data source of a type, by the id that it looks up. */
function conditions(json: string, type: typeof DataAwsVpc | typeof DataAwsSubnet) {
  return Object.fromEntries(
    (dataSources(json, type) as unknown as Checked[]).map(({ id, lifecycle }) => [
      id,
      lifecycle.postcondition.map(({ condition }) => condition),
    ]),
  );
}

describe(ExistingNetwork, () => {
  it.each([false, true])(
    "uses the existing resources, creates none and depends on no routes (dual-stack: %s)",
    (dualStack) => {
      let network: ExistingNetwork | undefined;
      const json = synthStack((stack) => {
        network = new ExistingNetwork(stack, "network", { ...ids, dualStack });
      });

      expect(network).toMatchObject({ ...ids, dualStack, publicRoutes: [], privateRoutes: [] });
      expect(resourceCounts(json)).toEqual({});
    },
  );

  it("checks DNS and zones of the VPC, and the VPC of every subnet", () => {
    const json = synthStack((stack) => {
      new ExistingNetwork(stack, "network", { ...ids, dualStack: false });
    });
    const inVpc = '${self.vpc_id == "vpc-1"}';

    expect(conditions(json, DataAwsVpc)).toEqual({
      "vpc-1": [
        "${self.enable_dns_support}",
        expect.stringMatching(
          /^\$\{length\(distinct\(\[data\.aws_subnet\.network_public_subnets_1_\w+\.availability_zone, data\.aws_subnet\.network_public_subnets_2_\w+\.availability_zone\]\)\) == 2\}$/,
        ),
      ],
    });
    expect(conditions(json, DataAwsSubnet)).toEqual({
      "subnet-a": [inVpc],
      "subnet-b": [inVpc],
      "subnet-c": [inVpc, expect.stringContaining('["apne1-az3","usw1-az2"]')],
    });
  });

  it("checks for IPv6 ranges when dual-stack", () => {
    const json = synthStack((stack) => {
      new ExistingNetwork(stack, "network", { ...ids, dualStack: true });
    });

    for (const checks of Object.values(conditions(json, DataAwsSubnet))) {
      expect(checks).toContainEqual(expect.stringContaining("self.ipv6_cidr_block"));
    }
  });
});
