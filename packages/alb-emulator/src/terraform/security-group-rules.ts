import type { SecurityGroupRule } from "../model/load-balancer.ts";
import type { ResourceReader } from "./resource-reader.ts";
import {
  combinedRuleSchema,
  type InlineRule,
  securityGroupRuleSchema,
  securityGroupSchema,
} from "./schemas/security-group.ts";

/** The rule that security groups allow, by security group id. */
export interface SecurityGroups {
  readonly ingressOf: (ids: readonly string[]) => readonly SecurityGroupRule[];
  readonly egressOf: (ids: readonly string[]) => readonly SecurityGroupRule[];
}

interface OwnedRule {
  readonly securityGroupId: string;
  readonly rule: SecurityGroupRule;
}

/** Reads rules that are resources of their own, and those inside a security group. */
export function readSecurityGroups(reader: ResourceReader): SecurityGroups {
  const groups = reader.read("aws_security_group", securityGroupSchema);
  const inline = (direction: "ingress" | "egress") =>
    groups.flatMap(({ address, attributes, computed }) =>
      (attributes[direction] ?? []).flatMap((rule) =>
        inlinePeers(rule, computed("id")).map((peer) => ({
          securityGroupId: computed("id"),
          rule: {
            address,
            protocol: rule.protocol,
            fromPort: rule.from_port,
            toPort: rule.to_port,
            peer,
          },
        })),
      ),
    );
  const rulesOf = (direction: "ingress" | "egress") => [
    ...inline(direction),
    ...standalone(reader, `aws_vpc_security_group_${direction}_rule`),
    ...combined(reader, direction),
  ];
  const ingress = rulesOf("ingress");
  const egress = rulesOf("egress");
  const declared = groups.map(({ computed }) => computed("id"));
  const of = (rules: readonly OwnedRule[]) => (ids: readonly string[]) => [
    ...rules.filter((one) => ids.includes(one.securityGroupId)).map(({ rule }) => rule),
    ...ids.filter((id) => !declared.includes(id)).map(open),
  ];
  return { ingressOf: of(ingress), egressOf: of(egress) };
}

/** An existing security group: its rules are unknown, so it counts as open. */
function open(securityGroupId: string): SecurityGroupRule {
  return {
    address: securityGroupId,
    protocol: "-1",
    fromPort: -1,
    toPort: -1,
    peer: { cidr: "0.0.0.0/0" },
  };
}

function standalone(reader: ResourceReader, type: string): readonly OwnedRule[] {
  return reader.read(type, securityGroupRuleSchema).map(({ address, attributes }) => {
    const securityGroupId = attributes.referenced_security_group_id;
    const cidr = attributes.cidr_ipv4 ?? attributes.cidr_ipv6;
    return {
      securityGroupId: attributes.security_group_id,
      rule: {
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

/** The older resource type, which has one block for both directions. */
function combined(reader: ResourceReader, direction: "ingress" | "egress"): readonly OwnedRule[] {
  return reader
    .readWhere("aws_security_group_rule", combinedRuleSchema, ({ type }) => type === direction)
    .flatMap(({ address, attributes }) => {
      const { security_group_id: securityGroupId, source_security_group_id: source } = attributes;
      const peers = [
        ...inlinePeers(attributes, securityGroupId),
        ...(source === undefined ? [] : [{ securityGroupId: source }]),
      ];
      return peers.map((peer) => ({
        securityGroupId,
        rule: {
          address,
          protocol: attributes.protocol,
          fromPort: attributes.from_port,
          toPort: attributes.to_port,
          peer,
        },
      }));
    });
}

type Peers = Pick<InlineRule, "cidr_blocks" | "ipv6_cidr_blocks" | "prefix_list_ids" | "self"> &
  Partial<Pick<InlineRule, "security_groups">>;

function inlinePeers(rule: Peers, ownId: string): readonly SecurityGroupRule["peer"][] {
  return [
    ...(rule.self === true ? [{ securityGroupId: ownId }] : []),
    ...[...(rule.cidr_blocks ?? []), ...(rule.ipv6_cidr_blocks ?? [])].map((cidr) => ({ cidr })),
    ...(rule.security_groups ?? []).map((securityGroupId) => ({ securityGroupId })),
    ...(rule.prefix_list_ids ?? []).map((prefixListId) => ({ prefixListId })),
  ];
}
