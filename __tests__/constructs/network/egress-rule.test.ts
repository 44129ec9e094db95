import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import {
  allowEgress,
  destinationKey,
  type EgressDestination,
} from "../../../constructs/network/egress-rule";
import { resources, synthStack } from "../../support/synth";

const rows: [EgressDestination, object, string][] = [
  [
    { port: 5432, cidr: "10.1.0.0/16", description: "Postgres" },
    { cidr_ipv4: "10.1.0.0/16" },
    "5432_10_1_0_0_16",
  ],
  [{ port: 443, ipv6Cidr: "::/0", description: "HTTPS" }, { cidr_ipv6: "::/0" }, "443____0"],
  [
    { port: 6379, securityGroupId: "sg-1", description: "Redis" },
    { referenced_security_group_id: "sg-1" },
    "6379_sg-1",
  ],
];

describe(allowEgress, () => {
  it.each(rows)("allows egress on one port to one destination: %j", (destination, range) => {
    const json = synthStack((stack) => {
      allowEgress(stack, "egress", destination, "sg-own");
    });

    expect(resources(json, VpcSecurityGroupEgressRule)).toEqual([
      {
        security_group_id: "sg-own",
        ip_protocol: "tcp",
        from_port: destination.port,
        to_port: destination.port,
        description: destination.description,
        ...range,
        lifecycle: { create_before_destroy: true },
      },
    ]);
  });
});

describe(destinationKey, () => {
  it.each(rows)("identifies a destination regardless of its description: %j", (given, _, key) => {
    expect(destinationKey(given)).toBe(key);
    expect(destinationKey({ ...given, description: "Another" })).toBe(key);
  });
});
