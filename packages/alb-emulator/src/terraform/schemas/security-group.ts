import * as z from "zod";
import { blocks, boolean, ignoring, metaArguments, number } from "./builders.ts";

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_egress_rule */
export const securityGroupRuleSchema = z.strictObject({
  ...metaArguments,
  ...ignoring("description"),
  security_group_id: z.string(),
  ip_protocol: z.string(),
  from_port: number.optional(),
  to_port: number.optional(),
  cidr_ipv4: z.string().optional(),
  cidr_ipv6: z.string().optional(),
  prefix_list_id: z.string().optional(),
  referenced_security_group_id: z.string().optional(),
});

const inlineRule = z.strictObject({
  ...ignoring("description"),
  protocol: z.string(),
  from_port: number,
  to_port: number,
  cidr_blocks: z.array(z.string()).nullish(),
  ipv6_cidr_blocks: z.array(z.string()).nullish(),
  prefix_list_ids: z.array(z.string()).nullish(),
  security_groups: z.array(z.string()).nullish(),
  self: boolean.nullish(),
});

export type InlineRule = z.infer<typeof inlineRule>;

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group */
export const securityGroupSchema = z.strictObject({
  ...metaArguments,
  ...ignoring("description", "name", "name_prefix", "revoke_rules_on_delete", "vpc_id"),
  ingress: blocks(inlineRule).optional(),
  egress: blocks(inlineRule).optional(),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule */
export const combinedRuleSchema = z.strictObject({
  ...metaArguments,
  ...ignoring("description"),
  type: z.enum(["ingress", "egress"]),
  security_group_id: z.string(),
  protocol: z.string(),
  from_port: number,
  to_port: number,
  cidr_blocks: z.array(z.string()).default([]),
  ipv6_cidr_blocks: z.array(z.string()).default([]),
  prefix_list_ids: z.array(z.string()).default([]),
  source_security_group_id: z.string().optional(),
  self: boolean.default(false),
});
