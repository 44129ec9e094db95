import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { DefaultRouteChecks } from "../../../constructs/network/default-route-checks";
import { dataSources, resourceCounts, synthStack } from "../../support/synth";

interface CheckBlock {
  readonly assert: readonly { readonly condition: string; readonly error_message: string }[];
}

const json = synthStack((stack) => {
  new DefaultRouteChecks(stack, "routes", {
    vpcId: "vpc-1",
    publicSubnetIds: ["subnet-a", "subnet-b"],
    privateSubnetIds: ["subnet-c"],
  });
});

const checks = Object.values(
  (JSON.parse(json) as { check: Readonly<Record<string, CheckBlock>> }).check,
).flatMap(({ assert }) => assert);

const about = (subnet: string) =>
  checks.filter(({ error_message }) => error_message.includes(subnet));

describe(DefaultRouteChecks, () => {
  it("looks for the route table of each subnet, and for the main one of the VPC", () => {
    const lookups = dataSources(json, DataAwsRouteTables);

    expect(lookups).toHaveLength(4);
    expect(lookups).toEqual(
      expect.arrayContaining([
        { vpc_id: "vpc-1", filter: [{ name: "association.main", values: ["true"] }] },
        ...["subnet-a", "subnet-b", "subnet-c"].map((subnet) => ({
          vpc_id: "vpc-1",
          filter: [{ name: "association.subnet-id", values: [subnet] }],
        })),
      ]),
    );
    expect(dataSources(json, DataAwsRouteTable)).toHaveLength(3);
    for (const { route_table_id } of dataSources(json, DataAwsRouteTable)) {
      expect(route_table_id).toMatch(
        /^\$\{coalesce\(one\(\S+\.ids\), one\(\S+_main_\w+\.ids\)\)\}$/,
      );
    }
  });

  it("warns of public subnets without an internet gateway, and of private ones with nothing else", () => {
    expect(checks).toHaveLength(3);
    expect(about("subnet-a")).toEqual([
      {
        condition: expect.stringMatching(
          /"0\.0\.0\.0\/0" && startswith\(route\.gateway_id, "igw-"\)/,
        ),
        error_message: expect.stringContaining("browsers could not reach a load balancer"),
      },
    ]);
    expect(about("subnet-c")).toEqual([
      {
        condition: expect.stringMatching(
          /"0\.0\.0\.0\/0" && !startswith\(route\.gateway_id, "igw-"\)/,
        ),
        error_message: expect.stringContaining("its tasks could not pull their image"),
      },
    ]);
  });

  it("creates nothing", () => {
    expect(resourceCounts(json)).toEqual({});
  });
});
