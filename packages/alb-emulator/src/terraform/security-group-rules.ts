import type { SecurityGroupRule } from "../model/load-balancer.ts";
import type { ResourceReader } from "./resource-reader.ts";
import {
  type InlineRule,
  securityGroupRuleSchema,
  securityGroupSchema,
} from "./schemas/security-group.ts";

/** What security groups let in and out, by security group id. */
export interface SecurityGroups {
  readonly ingressOf: (ids: readonly string[]) => readonly SecurityGroupRule[];
  readonly egressOf: (ids: readonly string[]) => readonly SecurityGroupRule[];
}

interface OwnedTraffic {
  readonly securityGroupId: string;
  readonly traffic: SecurityGroupRule;
}

/** Reads rules that stand alone and those written into a security group. */
export function readSecurityGroups(reader: ResourceReader): SecurityGroups {
  const groups = reader.read("aws_security_group", securityGroupSchema);
  const inline = (direction: "ingress" | "egress") =>
    groups.flatMap(({ address, attributes, computed }) =>
      (attributes[direction] ?? []).flatMap((rule) =>
        inlinePeers(rule).map((peer) => ({
          securityGroupId: computed("id"),
          traffic: {
            address,
            protocol: rule.protocol,
            fromPort: rule.from_port,
            toPort: rule.to_port,
            peer,
          },
        })),
      ),
    );
  const ingress = [
    ...inline("ingress"),
    ...standalone(reader, "aws_vpc_security_group_ingress_rule"),
  ];
  const egress = [...inline("egress"), ...standalone(reader, "aws_vpc_security_group_egress_rule")];
  const declared = groups.map(({ computed }) => computed("id"));
  const of = (all: readonly OwnedTraffic[]) => (ids: readonly string[]) => [
    ...all.filter((one) => ids.includes(one.securityGroupId)).map(({ traffic }) => traffic),
    ...ids.filter((id) => !declared.includes(id)).map(open),
  ];
  return { ingressOf: of(ingress), egressOf: of(egress) };
}

/** A security group that was there before may let anything through: nothing here says otherwise. */
function open(securityGroupId: string): SecurityGroupRule {
  return {
    address: securityGroupId,
    protocol: "-1",
    fromPort: -1,
    toPort: -1,
    peer: { cidr: "0.0.0.0/0" },
  };
}

function standalone(reader: ResourceReader, type: string): readonly OwnedTraffic[] {
  return reader.read(type, securityGroupRuleSchema).map(({ address, attributes }) => {
    const securityGroupId = attributes.referenced_security_group_id;
    const cidr = attributes.cidr_ipv4 ?? attributes.cidr_ipv6;
    return {
      securityGroupId: attributes.security_group_id,
      traffic: {
        address,
        protocol: attributes.ip_protocol,
        fromPort: attributes.from_port ?? -1,
        toPort: attributes.to_port ?? -1,
        peer:
          securityGroupId !== undefined
            ? { securityGroupId }
            : cidr !== undefined
              ? { cidr }
              : { prefixListId: attributes.prefix_list_id ?? "" },
      },
    };
  });
}

function inlinePeers(rule: InlineRule): readonly SecurityGroupRule["peer"][] {
  return [
    ...[...(rule.cidr_blocks ?? []), ...(rule.ipv6_cidr_blocks ?? [])].map((cidr) => ({ cidr })),
    ...(rule.security_groups ?? []).map((securityGroupId) => ({ securityGroupId })),
    ...(rule.prefix_list_ids ?? []).map((prefixListId) => ({ prefixListId })),
  ];
}
