import { z } from "zod";
import { actionSchema, conditionSchema, transformSchema } from "./actions.ts";
import { blocks, ignoring, metaArguments, number } from "./builders.ts";

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener */
export const listenerSchema = z.strictObject({
  ...metaArguments,
  ...ignoring("ssl_policy", "routing_http_response_server_enabled"),
  load_balancer_arn: z.string(),
  port: number,
  protocol: z.enum(["HTTP", "HTTPS"]),
  certificate_arn: z.string().optional(),
  default_action: blocks(actionSchema),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_rule */
export const listenerRuleSchema = z.strictObject({
  ...metaArguments,
  listener_arn: z.string(),
  priority: number,
  action: blocks(actionSchema),
  condition: blocks(conditionSchema),
  transform: blocks(transformSchema).default([]),
});
