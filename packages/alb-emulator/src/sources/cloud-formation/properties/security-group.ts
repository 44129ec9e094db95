import type { Json, JsonObject } from "../../../terraform/terraform-stack.ts";
import { orElse, reasonOf } from "../unresolved.ts";
import type { ResourceMapping } from "./mapping.ts";
import { objectsIn, present, snakeCase } from "./snake-case.ts";

/** AWS adds it to a group whose template has no egress rules inside the group. */
const allEgress = { protocol: "-1", from_port: -1, to_port: -1, cidr_blocks: ["0.0.0.0/0"] };

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html */
export const securityGroup: ResourceMapping = {
  type: "aws_security_group",
  ref: "id",
  values: { GroupId: "id", Id: "id" },
  propertyNames: { ingress: "SecurityGroupIngress", egress: "SecurityGroupEgress" },
  toAttributes: ({
    GroupName: _name,
    GroupDescription: _description,
    SecurityGroupIngress: ingress,
    SecurityGroupEgress: egress,
    ...others
  }) => ({
    ...snakeCase(others),
    ingress: inlineRules(ingress),
    egress: egress === undefined ? [allEgress] : inlineRules(egress),
  }),
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html */
export const securityGroupIngress = standalone("ingress");

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupegress.html */
export const securityGroupEgress = standalone("egress");

function standalone(direction: "ingress" | "egress"): ResourceMapping {
  return {
    type: `aws_vpc_security_group_${direction}_rule`,
    propertyNames: {
      security_group_id: "GroupId",
      cidr_ipv4: "CidrIp",
      cidr_ipv6: "CidrIpv6",
      referenced_security_group_id: "SourceSecurityGroupId or DestinationSecurityGroupId",
    },
    toAttributes: (properties) => {
      const rule = peerOf(properties);
      return present({
        ...rule.others,
        security_group_id: properties.GroupId,
        ip_protocol: rule.protocol,
        from_port: properties.FromPort,
        to_port: properties.ToPort,
        cidr_ipv4: properties.CidrIp,
        cidr_ipv6: properties.CidrIpv6,
        prefix_list_id: rule.prefixListId,
        referenced_security_group_id: rule.securityGroupId,
      });
    },
  };
}

function inlineRules(rules: Json | undefined): Json {
  if (rules !== undefined && reasonOf(rules) !== undefined) return rules;
  return [rules ?? []].flat().flatMap((entry) => {
    if (reasonOf(entry) !== undefined) return [entry];
    return objectsIn(entry).map((properties) => {
      const rule = peerOf(properties);
      return present({
        ...rule.others,
        protocol: rule.protocol,
        from_port: properties.FromPort ?? -1,
        to_port: properties.ToPort ?? -1,
        cidr_blocks: listOf(properties.CidrIp),
        ipv6_cidr_blocks: listOf(properties.CidrIpv6),
        prefix_list_ids: listOf(rule.prefixListId),
        security_groups: listOf(rule.securityGroupId),
      });
    });
  });
}

function listOf(value: Json | undefined): Json | undefined {
  return value === undefined ? undefined : [value];
}

/** The peer, which ingress calls source and egress destination. */
function peerOf(properties: JsonObject) {
  const {
    GroupId: _group,
    IpProtocol: protocol,
    FromPort: _from,
    ToPort: _to,
    CidrIp: _cidr,
    CidrIpv6: _cidr6,
    SourcePrefixListId: sourceList,
    DestinationPrefixListId: destinationList,
    SourceSecurityGroupId: source,
    DestinationSecurityGroupId: destination,
    SourceSecurityGroupOwnerId: _owner,
    ...others
  } = properties;
  return {
    // A number in some templates.
    protocol: typeof protocol === "number" ? String(protocol) : protocol,
    // Which addresses are on the list, only AWS knows anyway.
    prefixListId: orElse(sourceList ?? destinationList, "a prefix list that only AWS knows"),
    securityGroupId: source ?? destination,
    others: snakeCase(others),
  };
}
