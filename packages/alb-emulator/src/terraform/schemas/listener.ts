import * as z from "zod";
import { actionSchema, conditionSchema, transformSchema } from "./actions.ts";
import { block, blocks, ignoring, metaArguments, number } from "./builders.ts";

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener */
export const listenerSchema = z.strictObject({
  ...metaArguments,
  ...ignoring("ssl_policy", "routing_http_response_server_enabled", "tcp_idle_timeout_seconds"),
  load_balancer_arn: z.string(),
  port: number,
  protocol: z.enum(["HTTP", "HTTPS"]),
  certificate_arn: z.string().optional(),
  default_action: blocks(actionSchema),
  mutual_authentication: block(
    z.strictObject({
      ...ignoring("advertise_trust_store_ca_names", "ignore_client_certificate_expiry"),
      mode: z.literal("off", "the emulator does not ask browsers for certificates"),
      trust_store_arn: z.literal("").optional(),
    }),
  ).optional(),
});

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_rule */
export const listenerRuleSchema = z.strictObject({
  ...metaArguments,
  listener_arn: z.string(),
  priority: number.optional(),
  action: blocks(actionSchema),
  condition: blocks(conditionSchema),
  transform: blocks(transformSchema).default([]),
});
